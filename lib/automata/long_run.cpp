#include "automata/long_run.hpp"

#include <algorithm>

namespace linac {
namespace {

constexpr std::size_t sounding_steps = 512;                  // after which growth is known
constexpr std::size_t most_pending = std::size_t{1} << 22U;  // symbols

}  // namespace

LongRun::LongRun(const WeightedAutomaton& automaton) : automaton_(&automaton), run_(automaton) {}

void LongRun::restart() {
    run_.restart();
    steps_ = 0;
    row_.reset();
    pending_.clear();
}

void LongRun::read(std::span<const Symbol> part) {
    while (!part.empty()) {
        const std::size_t taken = std::min(part.size(), most_pending - pending_.size());
        pending_.insert(pending_.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(taken));
        part = part.subspan(taken);
        if (pending_.size() == most_pending) read_pending();
    }
}

bool LongRun::prefers_tree(std::size_t symbols) {
    if (row_) return true;
    if (symbols < sounding_steps || automaton_->size() == 0) return false;
    const std::uint64_t bits = run_.bits();
    const std::uint64_t growth = bits / std::max<std::uint64_t>(steps_, 1);
    if (growth == 0) return false;
    const std::uint64_t products =
        std::max<std::uint64_t>(1, automaton_->transition_count() / automaton_->alphabet.size());
    // A product of a long number by a short one takes about 6 ns and 0.6 ns a word.
    const std::uint64_t one_by_one = symbols * products * (6 + (bits + growth * symbols / 2) / 100);
    if (!product_) product_.emplace(automaton_->transition);
    return product_->estimate(symbols, growth) < one_by_one;
}

void LongRun::sound() {
    if (row_ || steps_ >= sounding_steps) return;
    const std::size_t count = std::min(pending_.size(), sounding_steps - steps_);
    for (std::size_t t = 0; t < count; ++t) run_.step(pending_[t]);
    steps_ += count;
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(count));
}

void LongRun::read_pending() {
    sound();
    if (prefers_tree(pending_.size())) {
        if (!row_) row_ = run_.row();
        product_->advance(*row_, pending_);
    } else {
        for (const Symbol symbol : pending_) run_.step(symbol);
        steps_ += pending_.size();
    }
    pending_.clear();
}

Rational LongRun::weight() {
    sound();
    if (!pending_.empty() && prefers_tree(pending_.size()))
        return product_->value(row_ ? *row_ : run_.row(), pending_,
                               to_integers(automaton_->final, automaton_->size()));
    if (row_) return dot(row_->numerators, dense(automaton_->final, automaton_->size())) / row_->denominator;
    read_pending();
    return run_.weight();
}

}  // namespace linac
