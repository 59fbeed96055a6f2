#include "network/scan.hpp"

#include "network/linearize.hpp"

namespace linac {
namespace {

constexpr std::size_t short_word = 4096;      // tokens that the executor reads in any case
constexpr std::size_t most_dimensions = 400;  // of the automaton

std::size_t dimension(const Network& network) {
    std::size_t total = 2;  // the constant and the output
    for (const Layer& layer : network.layers)
        for (const Head& head : layer.heads) total += head.key_dimension * head.value_dimension;
    return total;
}

}  // namespace

struct NetworkScan::Linear {
    explicit Linear(WeightedAutomaton found) : automaton(std::move(found)), run(automaton) {}
    WeightedAutomaton automaton;
    LongRun run;
};

NetworkScan::NetworkScan(const Network& network) : network_(&network), executor_(network) {}
NetworkScan::~NetworkScan() = default;

void NetworkScan::restart() {
    executor_.restart();
    first_.clear();
    is_decided_ = false;
    is_linear_ = false;
}

bool NetworkScan::become_linear() {
    if (!was_tried_) {
        was_tried_ = true;
        if (dimension(*network_) <= most_dimensions)
            if (auto automaton = linearized(*network_))
                linear_ = std::make_unique<Linear>(std::move(*automaton));
    }
    if (!linear_) return false;
    linear_->run.restart();
    linear_->run.read(first_);
    return true;
}

void NetworkScan::read(std::span<const Symbol> part) {
    const std::size_t count = std::min(part.size(), short_word - first_.size());
    for (const Symbol symbol : part.first(count)) executor_.step(symbol);
    first_.insert(first_.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(count));
    part = part.subspan(count);
    if (part.empty()) return;
    if (!is_decided_) {
        is_decided_ = true;
        is_linear_ = become_linear();
    }
    if (is_linear_)
        linear_->run.read(part);
    else
        for (const Symbol symbol : part) executor_.step(symbol);
}

Rational NetworkScan::output() {
    return is_linear_ ? linear_->run.weight() : executor_.output();
}

}  // namespace linac
