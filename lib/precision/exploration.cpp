#include "precision/exploration.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace linac {
namespace {

constexpr std::size_t max_signed_entries = 8;
constexpr std::size_t many_values = 8;  // more than these, and an entry is no part of a finite control

std::size_t cost_of(const Network& network) {
    std::size_t cost = 1;
    for_each_map(network, [&](const std::string& /*path*/, const AffineMap& map) { cost += map.nonzeros(); });
    return cost;
}

bool has_relu(const Network& network) {
    const auto rectifies = [](const FeedForward& block) { return block.stages.size() > 1; };
    return std::any_of(network.layers.begin(), network.layers.end(), [&](const Layer& layer) {
        return rectifies(layer.feed_forward) ||
               std::any_of(layer.heads.begin(), layer.heads.end(),
                           [&](const Head& head) { return rectifies(head.update); });
    });
}

/// A text that tells different numbers apart.
void append(std::string& key, const Rational& value) {
    if (const auto integer = value.as_int64()) {
        key += 'i';
        key.append(reinterpret_cast<const char*>(&*integer), sizeof *integer);
        return;
    }
    key += to_string(value);
    key += ';';
}

/// The parts of a range that are negative, zero and positive. What is a multiple of 2^g is at least 2^g where it is
/// positive.
std::vector<Range> by_sign(const Range& range) {
    if (range.low.sign() == range.high.sign()) return {range};
    const Rational least = range.grain < 0 ? Rational(1) / power(2, static_cast<std::uint64_t>(-range.grain))
                                           : power(2, static_cast<std::uint64_t>(range.grain));
    std::vector<Range> parts{Range{}};
    if (range.low.sign() < 0) {
        parts.push_back(range);
        parts.back().high = std::max(range.low, std::min(range.high, -least));
    }
    if (range.high.sign() > 0) {
        parts.push_back(range);
        parts.back().low = std::min(range.high, std::max(range.low, least));
    }
    return parts;
}

}  // namespace

Exploration::Exploration(const RangeNetwork& network, std::vector<bool> open, const ExplorationLimits& limits)
    : network_(&network),
      open_(std::move(open)),
      signed_(open_.size(), false),
      limits_(limits),
      tokens_(network.network().embedding.inputs()),
      cost_(cost_of(network.network())),
      is_concrete_(std::find(open_.begin(), open_.end(), true) == open_.end()),
      extrapolated_(all_float_formats.size()) {
    const auto count = static_cast<std::size_t>(std::count(open_.begin(), open_.end(), true));
    if (count <= max_signed_entries && has_relu(network.network())) signed_ = open_;
}

std::vector<RangeNetwork::State> Exploration::parts(const RangeNetwork::State& state) const {
    std::vector<RangeNetwork::State> list{state};
    for (std::size_t e = 0; e < state.size(); ++e) {
        if (!signed_[e]) continue;
        const std::vector<Range> pieces = by_sign(state[e]);
        if (pieces.size() == 1) continue;
        std::vector<RangeNetwork::State> split;
        for (const RangeNetwork::State& whole : list)
            for (const Range& piece : pieces) {
                split.push_back(whole);
                split.back()[e] = piece;
            }
        list = std::move(split);
    }
    return list;
}

std::optional<std::string> Exploration::key_of(const RangeNetwork::State& state) {
    std::string key;
    for (std::size_t e = 0; e < state.size(); ++e) {
        if (signed_[e]) key += static_cast<char>('1' + state[e].high.sign());
        if (open_[e]) continue;
        if (!state[e].is_point()) {
            not_a_point_ = e;
            return std::nullopt;
        }
        append(key, state[e].low);
    }
    return key;
}

bool Exploration::join(const RangeNetwork::State& part, std::size_t parent, std::size_t token) {
    const auto key = key_of(part);
    if (!key) return false;
    const auto [place, is_new] = group_of_.emplace(*key, groups_.size());
    if (is_new) {
        if (groups_.size() == limits_.max_states) return false;
        groups_.push_back({part, met_.size(), parent, token});
        changed_.push_back(place->second);
        return true;
    }
    Group& group = groups_[place->second];
    bool grew = false;
    for (std::size_t e = 0; e < part.size(); ++e) {
        if (!open_[e]) {  // the same value, computed with another error
            if (part[e].error <= group.state[e].error) continue;
            group.state[e].error = part[e].error;
            grew = true;
            continue;
        }
        Range joined = hull(group.state[e], part[e]);
        if (joined == group.state[e]) continue;
        group.state[e] = std::move(joined);
        grew = true;
    }
    if (grew && group.changed != met_.size()) {
        group.changed = met_.size();
        changed_.push_back(place->second);
    }
    return true;
}

bool Exploration::visit(RangeNetwork::State state, std::size_t group, std::size_t token, Met& met) {
    Need need;
    const Range output = network_->step(state, token, need);
    met.output_error = std::max(met.output_error, output.error);
    work_ += cost_;
    for (std::size_t f = 0; f < all_float_formats.size(); ++f)
        if (!met.witnesses[f] && !need.fits(all_float_formats[f])) met.witnesses[f] = {group, token};
    met.need.include(need);
    for (const RangeNetwork::State& part : parts(state))
        if (!join(part, group, token)) return false;
    return true;
}

/// One symbol more; false if there is nothing left to do, or a limit is met.
bool Exploration::advance() {
    if (changed_.empty()) {
        is_closed_ = true;
        return false;
    }
    Met met = met_.back();
    const std::vector<std::size_t> now = std::exchange(changed_, {});
    std::vector<RangeNetwork::State> states;  // as they are at this length: they may grow below
    states.reserve(now.size());
    for (const std::size_t group : now) states.push_back(groups_[group].state);
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (limits_.progress) limits_.progress(work_);
        for (std::size_t token = 1; token < tokens_; ++token)
            if (work_ > limits_.max_work || !visit(states[i], now[i], token, met)) {
                is_over_ = true;
                return false;
            }
    }
    met_.push_back(std::move(met));
    if (is_exact_for_none()) is_closed_ = true;
    return !is_closed_ && met_.size() <= limits_.max_length;
}

bool Exploration::is_exact_for_none() const {
    return !met_.back().need.fits_any() && network_->format() == nullptr;
}

void Exploration::run() {
    Met met;
    met.witnesses.resize(all_float_formats.size());
    if (!visit(network_->start(), 0, 0, met)) {
        is_over_ = true;
        return;
    }
    met_.push_back(std::move(met));
    if (is_exact_for_none()) {
        is_closed_ = true;
        return;
    }
    std::size_t next_try = 16;
    while (advance()) {
        if (is_concrete_ || network_->format() != nullptr || met_.size() < next_try) continue;
        next_try *= 4;
        extrapolate();
        if (is_closed_ || is_over_ || is_extrapolated()) return;
    }
}

Word Exploration::word_of(std::size_t group, std::size_t token) const {
    Word word;
    for (; token > 0; token = groups_[group].token, group = groups_[group].parent)
        word.push_back(static_cast<Symbol>(token - 1));
    std::reverse(word.begin(), word.end());
    return word;
}

std::vector<Rational> Exploration::output_errors() const {
    std::vector<Rational> errors;
    for (const Met& met : met_) {
        if (met.need.exponent > network_->format()->max_exponent) return errors;  // it may overflow
        errors.push_back(met.output_error);
    }
    if (is_closed_) errors.resize(limits_.max_length + 1, errors.back());  // nothing new appears
    return errors;
}

Horizon Exploration::horizon(const FloatFormat& format) const {
    Horizon result{format, false, {}, {}};
    const std::size_t f = index_of(format);
    const auto failed =
        std::find_if(met_.begin(), met_.end(), [&](const Met& m) { return !m.need.fits(format); });
    const auto lengths = static_cast<std::uint64_t>(failed - met_.begin());
    if (failed == met_.end() && changed_.empty() && is_closed_) {
        result.is_infinite = true;
        return result;
    }
    if (lengths > 0) result.length = std::max(lengths - 1, extrapolated_[f]);
    if (failed != met_.end() && (is_concrete_ || lengths == 0)) {
        const auto& [group, token] = *failed->witnesses[f];
        result.witness = word_of(group, token);
    }
    return result;
}

bool Exploration::is_extrapolated() const {
    for (std::size_t f = 0; f < all_float_formats.size(); ++f)
        if (met_.back().need.fits(all_float_formats[f]) && extrapolated_[f] == 0) return false;
    return true;
}

bool Exploration::open_more(std::vector<bool>& open) const {
    // Of each closed entry: its values, and whether the length alone decides it.
    const std::size_t size = open_.size();
    std::vector<std::set<Rational>> values(size);
    std::vector<bool> is_autonomous(size, true);
    std::vector<std::map<std::size_t, const Rational*>> by_length(size);
    for (const Group& group : groups_)
        for (std::size_t e = 0; e < size; ++e) {
            if (open_[e]) continue;
            const Rational& value = group.state[e].low;
            if (values[e].size() <= many_values) values[e].insert(value);
            if (!is_autonomous[e]) continue;
            const auto [place, is_new] = by_length[e].emplace(group.changed, &value);
            if (!is_new && *place->second != value) is_autonomous[e] = false;
        }
    const std::vector<std::size_t>& layer = network_->layer_of();
    const auto open_where = [&](const auto& chosen) {
        bool any = false;
        for (std::size_t e = 0; e < size; ++e)
            if (!open_[e] && chosen(e)) open[e] = any = true;
        return any;
    };
    if (not_a_point_) {
        open[*not_a_point_] = true;
        open_where([&](std::size_t e) { return layer[e] == layer[*not_a_point_] && !is_autonomous[e]; });
        return true;
    }
    if (open_where([&](std::size_t e) { return values[e].size() > many_values; })) return true;
    // The last layer that depends on the symbols; then the last one at all.
    std::optional<std::size_t> last;
    for (std::size_t e = 0; e < size; ++e)
        if (!open_[e] && !is_autonomous[e]) last = layer[e];
    if (last) return open_where([&](std::size_t e) { return layer[e] == *last && !is_autonomous[e]; });
    for (std::size_t e = 0; e < size; ++e)
        if (!open_[e]) last = layer[e];
    return last && open_where([&](std::size_t e) { return layer[e] == *last; });
}

// Growth ------------------------------------------------------------------------------------------------------------
//
// States after T symbols are in the ranges I_0, one for each group. Let I_s bound |x| by Σ_k c_k C(s, k). If a token
// takes I_s into I_{s+1} for all s ≤ n, then states after T + s symbols are in I_s for s ≤ n + 1. One step on I_n, with
// the coefficients as Growth, shows it for all s ≤ n at once: C(s + 1, k) = C(s, k) + C(s, k − 1).

namespace {

/// I_s of one entry: `range` at s = 0, whose sides grow as told or not at all.
Range at(Range range, std::uint64_t s) {
    if (!range.above.empty()) range.high = value_at(range.above, s);
    if (!range.below.empty()) range.low = -value_at(range.below, s);
    return range;
}

/// Whether the range after a step is within the bound one step later.
bool is_within(const Range& next, const Range& bound) {
    if (next.grain < bound.grain) return false;
    const bool below_high =
        bound.above.empty()
            ? next.high <= bound.high
            : is_within_later(next.above.empty() ? Growth{next.high} : next.above, bound.above);
    const bool above_low =
        bound.below.empty()
            ? next.low >= bound.low
            : is_within_later(next.below.empty() ? Growth{-next.low} : next.below, bound.below);
    return below_high && above_low;
}

/// The range with sides that grow as those of the ranges at the times 0, 1, … do.
Range growing(const std::vector<const Range*>& seen) {
    Range range = *seen.front();
    std::vector<Rational> highs;
    std::vector<Rational> lows;
    for (const Range* at_time : seen) {
        highs.push_back(at_time->high);
        lows.push_back(-at_time->low);
    }
    if (highs.back() != highs.front()) range.above = through(std::move(highs));
    if (lows.back() != lows.front()) range.below = through(std::move(lows));
    return range;
}

}  // namespace

struct Exploration::Bounds {
    std::size_t length = 0;                   ///< T
    std::vector<RangeNetwork::State> groups;  ///< I_0, with growth
};

std::optional<Need> Exploration::proved_need(const Bounds& bounds, std::uint64_t steps) {
    Need need;
    for (const RangeNetwork::State& group : bounds.groups) {
        RangeNetwork::State state;
        for (const Range& entry : group) state.push_back(at(entry, steps));
        for (std::size_t token = 1; token < tokens_; ++token) {
            RangeNetwork::State next = state;
            network_->step(next, token, need);
            for (const RangeNetwork::State& part : parts(next)) {
                const auto key = key_of(part);
                const auto target = key ? group_of_.find(*key) : group_of_.end();
                if (target == group_of_.end()) return std::nullopt;
                const RangeNetwork::State& bound = bounds.groups[target->second];
                for (std::size_t e = 0; e < part.size(); ++e)
                    if (open_[e] && !is_within(part[e], bound[e])) return std::nullopt;
            }
        }
    }
    return need;
}

void Exploration::use(const Bounds& bounds) {
    std::map<std::uint64_t, std::optional<Need>> needs;
    for (std::size_t f = 0; f < all_float_formats.size(); ++f) {
        const FloatFormat& format = all_float_formats[f];
        const auto holds_for = [&](std::uint64_t steps) {
            const auto [place, is_new] = needs.emplace(steps, std::nullopt);
            if (is_new) place->second = proved_need(bounds, steps);
            return place->second && place->second->fits(format);
        };
        if (!met_.back().need.fits(format)) continue;
        // A proof for many steps may be simpler than one for few: what is bounded shows only then.
        std::uint64_t bad = std::uint64_t{1} << 62U;
        while (bad > 1 && !holds_for(bad / 2)) bad /= 2;
        if (bad == 1) continue;
        std::uint64_t good = bad / 2;
        while (good + 1 < bad) {
            const std::uint64_t middle = good + (bad - good) / 2;
            (holds_for(middle) ? good : bad) = middle;
        }
        extrapolated_[f] = std::max(extrapolated_[f], bounds.length + good + 1);
    }
    not_a_point_.reset();  // of a failed proof
}

void Exploration::extrapolate() {
    const std::size_t count = groups_.size();
    if (count > max_growing_groups) return;
    const auto snapshot = [&] {
        std::vector<RangeNetwork::State> states;
        for (const Group& group : groups_) states.push_back(group.state);
        return states;
    };
    // Polynomials of degree 3 from four lengths, if every group grows at every length.
    const std::size_t start = met_.size() - 1;
    std::vector<std::vector<RangeNetwork::State>> seen{snapshot()};
    while (seen.size() < 4) {
        if (!advance() || groups_.size() != count) return;
        seen.push_back(snapshot());
    }
    Bounds polynomial{start, {}};
    for (std::size_t g = 0; g < count; ++g) {
        polynomial.groups.emplace_back();
        for (std::size_t e = 0; e < open_.size(); ++e)
            polynomial.groups.back().push_back(
                growing({&seen[0][g][e], &seen[1][g][e], &seen[2][g][e], &seen[3][g][e]}));
    }
    use(polynomial);
    // Lines through two lengths a period apart, of each group from the length at which it grew last.
    const std::vector<RangeNetwork::State> before = snapshot();
    for (std::size_t i = 0; i < count; ++i)
        if (!advance() || groups_.size() != count) return;
    Bounds line{met_.size() - 1, {}};
    const Rational period(static_cast<std::int64_t>(count));
    for (std::size_t g = 0; g < count; ++g) {
        line.groups.emplace_back();
        const Rational age(static_cast<std::int64_t>(line.length - groups_[g].changed));
        for (std::size_t e = 0; e < open_.size(); ++e) {
            Range now = groups_[g].state[e];
            const Rational up = (now.high - before[g][e].high) / period;
            const Rational down = (before[g][e].low - now.low) / period;
            now.high += up * age;
            now.low -= down * age;
            if (!up.is_zero()) now.above = {now.high, up};
            if (!down.is_zero()) now.below = {-now.low, down};
            line.groups.back().push_back(std::move(now));
        }
    }
    use(line);
}

void explore(const RangeNetwork& network, const HorizonOptions& options, std::size_t max_length,
             const std::function<bool(const Exploration&)>& is_enough) {
    ExplorationLimits limits{options.max_states, options.max_work, max_length};
    std::size_t left = options.max_work;
    if (options.progress)
        limits.progress = [&](std::size_t work) {
            options.progress(options.max_work - left + work, options.max_work);
        };
    std::vector<bool> open(network.start().size(), false);
    for (;;) {
        limits.max_work = left / 2;
        Exploration exploration(network, open, limits);
        exploration.run();
        left -= std::min(left, exploration.work());
        if (is_enough(exploration) || left < options.max_work / 16 || !exploration.open_more(open)) return;
        limits.max_states = std::min(limits.max_states, max_joined_states);
    }
}

}  // namespace linac
