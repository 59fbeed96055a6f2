#include "coordinator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>
#include <utility>

#include "error.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

constexpr std::size_t max_waiting_bytes = std::size_t{64} << 20U;

// MPI's own way to wait for a message takes a whole core.
constexpr std::chrono::microseconds between_looks(300);

/// "7 rest" as 7 and "rest".
std::pair<std::size_t, std::string> split_number(const std::string& text) {
    std::size_t digits = 0;
    const std::size_t number = std::stoull(text, &digits);
    return {number, text.substr(digits + 1)};
}

}  // namespace

void Counts::add(PairResult::Kind kind) {
    switch (kind) {
        case PairResult::Kind::equal:
            ++equal;
            break;
        case PairResult::Kind::different:
            ++different;
            break;
        case PairResult::Kind::bad_input:
            ++bad_input;
            break;
        case PairResult::Kind::impossible:
            ++impossible;
            break;
    }
}

Coordinator::Coordinator(const Manifest& manifest, const Shard& shard, Results& results, Workshop workshop)
    : manifest_(manifest),
      shard_(shard),
      results_(results),
      workshop_(std::move(workshop)),
      order_(take_over()),
      hands_(workshop_.ranks == nullptr ? 1 : workshop_.ranks->count()),
      crew_(workshop_.threads) {
    hands_.front().threads = workshop_.threads;
    pass_on();
}

InOrder Coordinator::take_over() {
    const std::size_t end = shard_.size(manifest_.size());
    std::size_t next = 0;
    std::map<std::size_t, PairResult> ahead;
    results_.read(
        [&](const std::string& line) {
            if (next == end) throw Error::bad_input("one result more than the manifest has pairs");
            const std::size_t index = shard_.index(next++);
            counts_.add(read_back(line, index, manifest_.pair(index)).kind);
        },
        [&](const std::string& line) {
            const std::size_t index = index_of(line);
            if (!shard_.holds(index) || index > manifest_.size())
                throw Error::bad_input("is not the result of a pair of this manifest and --shard");
            ahead.insert_or_assign(shard_.position(index), read_back(line, index, manifest_.pair(index)));
        });
    InOrder order(next, end, max_waiting_bytes);
    for (auto& [position, result] : ahead)
        if (position >= next) order.finish(position, std::move(result));
    earlier_ = next + order.waiting();
    done_ = earlier_;
    return order;
}

void Coordinator::run(ProgressBar& bar) {
    for (hand_out(); !order_.is_done(); hand_out()) {
        wait(bar);
        receive();
        pass_on();
        bar.show(done_);
    }
}

void Coordinator::hand_out() {
    while (Hand* hand = free_hand()) {
        const auto position = order_.next();
        if (!position) return;
        give(*hand, *position);
    }
}

/// The one with least to do. While there is enough, a rank has a pair more than it works on, so as not to wait for
/// the next; threads of one process share what they have.
Coordinator::Hand* Coordinator::free_hand() {
    std::size_t threads = 0;
    for (const Hand& hand : hands_) threads += hand.threads;
    constexpr std::size_t alone = 64;
    const std::size_t together = order_.left() > 4 * threads ? 2 : 1;
    const std::size_t per_thread = workshop_.ranks == nullptr ? alone : together;
    const auto free = std::min_element(hands_.begin(), hands_.end(), [](const Hand& left, const Hand& right) {
        return left.busy * right.threads < right.busy * left.threads;
    });
    return free->busy < per_thread * free->threads ? &*free : nullptr;
}

void Coordinator::give(Hand& hand, std::size_t position) {
    const std::size_t index = shard_.index(position);
    if (&hand == &hands_.front()) {
        ++hand.busy;
        crew_.start([this, position, index]() -> Finished {
            return {position, workshop_.lines.compare(index, manifest_.pair(index))};
        });
    } else if (const auto pair = manifest_.pair(index)) {
        ++hand.busy;
        const auto rank = static_cast<std::size_t>(&hand - hands_.data());
        workshop_.ranks->send(rank, fmt::format("{} {}", index, write_pair(pair.value())));
    } else {  // there is nothing to work on
        finished_.push_back({position, workshop_.lines.compare(index, pair)});
        pass_on();
    }
}

/// Until something is finished. Not for every pair: to wake up takes as long as a small one.
void Coordinator::wait(const ProgressBar& bar) {
    constexpr std::chrono::milliseconds between_writings(10);
    const std::size_t wanted = workshop_.ranks == nullptr ? crew_.busy() / 4 + 1 : 1;
    const auto pause = workshop_.ranks != nullptr ? between_looks
                       : wanted > 1               ? between_writings
                                                  : bar.pause();
    for (Finished& finished : crew_.wait(pause, wanted)) {
        --hands_.front().busy;
        finished_.push_back(std::move(finished));
    }
}

void Coordinator::receive() {
    if (workshop_.ranks == nullptr) return;
    while (const auto message = workshop_.ranks->receive()) {
        Hand& hand = hands_[message->from];
        const auto [number, text] = split_number(message->text);
        if (hand.threads == 0) {
            hand.threads = number;
            if (text != workshop_.agreement)
                throw usage_error("batch", "the processes that mpirun started differ in their arguments",
                                  "--no-mpi lets each work by itself");
            continue;
        }
        const auto [kind, line] = split_number(text);
        --hand.busy;
        finished_.push_back({shard_.position(number), {static_cast<PairResult::Kind>(kind), line}});
    }
}

void Coordinator::pass_on() {
    done_ += finished_.size();
    for (const Finished& finished : finished_) order_.finish(finished.position, finished.result);
    std::string lines;
    while (const auto result = order_.take()) {
        lines += result->line + "\n";
        counts_.add(result->kind);
    }
    std::string aside;
    for (const Finished& finished : finished_)
        if (const PairResult* waiting = order_.find(finished.position)) aside += waiting->line + "\n";
    finished_.clear();
    if (!lines.empty()) results_.append(lines);
    if (!aside.empty()) results_.set_aside(aside);
    if (order_.waiting() == 0) results_.forget_aside();
}

Dismissal::~Dismissal() {
    if (ranks_ == nullptr) return;
    for (std::size_t rank = 1; rank < ranks_->count(); ++rank) ranks_->send(rank, "");
    for (std::size_t left = ranks_->count() - 1; left > 0;) {
        const auto message = ranks_->receive();
        if (!message)
            std::this_thread::sleep_for(between_looks);
        else if (message->text.empty())
            --left;
    }
}

namespace {

/// The message that answers the one with a pair.
std::string answer(const Workshop& workshop, const std::string& message) {
    const auto [index, pair] = split_number(message);
    const PairResult result = workshop.lines.compare(index, read_pair(pair));
    return fmt::format("{} {} {}", index, static_cast<int>(result.kind), result.line);
}

/// Starts on the pairs that have come; false once rank 0 has told to end.
bool start_on_pairs(const Workshop& workshop, Crew<std::string>& crew) {
    while (const auto message = workshop.ranks->receive()) {
        if (message->text.empty()) return false;
        crew.start([&workshop, text = message->text] { return answer(workshop, text); });
    }
    return true;
}

}  // namespace

void serve(const Workshop& workshop) {
    Ranks& ranks = *workshop.ranks;
    try {
        Crew<std::string> crew(workshop.threads);
        ranks.send(0, fmt::format("{} {}", workshop.threads, workshop.agreement));
        while (start_on_pairs(workshop, crew))
            for (std::string& finished : crew.wait(between_looks)) ranks.send(0, std::move(finished));
    } catch (...) {  // rank 0 would wait for this one for ever
        ranks.abort();
    }
    ranks.send(0, "");
}

}  // namespace linac::cli
