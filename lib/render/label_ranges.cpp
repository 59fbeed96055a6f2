#include "render/label_ranges.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "text.hpp"

namespace linac {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

constexpr std::size_t most_digits = 9;  // that fit; a longer number is taken for text

/// A label cut at its numbers: text, number, text, …, text.
struct Cut {
    std::vector<std::string> texts = {""};
    std::vector<std::size_t> numbers;
};

Cut cut(const std::string& label) {
    Cut result;
    for (std::size_t at = 0; at < label.size();) {
        std::size_t end = at;
        while (end < label.size() && is_digit(label[end])) ++end;
        // Not the 2 of A2: a number stands by itself.
        const bool stands_alone = end > at && (at == 0 || label[at - 1] == ' ') &&
                                  (end == label.size() || label[end] == ' ' || label[end] == ':');
        if (stands_alone && end - at <= most_digits) {
            result.numbers.push_back(std::stoul(label.substr(at, end - at)));
            result.texts.emplace_back();
            at = end;
        } else {
            result.texts.back() += label[at++];
        }
    }
    return result;
}

std::string in_ranges(const std::vector<Cut>& group) {
    const Cut& first = group.front();
    std::set<std::vector<std::size_t>> tuples;
    for (const Cut& each : group) tuples.insert(each.numbers);
    std::string text = first.texts[0];
    std::size_t box = 1;
    for (std::size_t place = 0; place < first.numbers.size(); ++place) {
        const auto [least, greatest] =
            std::minmax_element(group.begin(), group.end(), [place](const Cut& left, const Cut& right) {
                return left.numbers[place] < right.numbers[place];
            });
        const std::size_t from = least->numbers[place];
        const std::size_t to = greatest->numbers[place];
        text += from == to ? std::to_string(from) : std::to_string(from) + "–" + std::to_string(to);
        text += first.texts[place + 1];
        box *= std::min<std::size_t>(to - from + 1, tuples.size() + 1);  // more than there are: not all
    }
    return box == tuples.size() ? text : text + " (" + std::to_string(tuples.size()) + " of them)";
}

}  // namespace

std::string without_numbers(const std::string& label) {
    return join(cut(label).texts, "#");
}

std::vector<std::string> label_ranges(const std::vector<std::string>& labels) {
    std::vector<std::pair<std::string, std::vector<Cut>>> groups;  // by the label without numbers
    for (const std::string& label : labels) {
        const std::string common = without_numbers(label);
        auto known = std::find_if(groups.begin(), groups.end(),
                                  [&](const auto& group) { return group.first == common; });
        if (known == groups.end()) known = groups.insert(groups.end(), {common, {}});
        known->second.push_back(cut(label));
    }
    std::vector<std::pair<std::string, std::string>> lists;  // first word, what is behind it
    for (const auto& [common, group] : groups) {
        const std::string text = in_ranges(group);
        const std::size_t blank = text.find(' ');
        const bool is_pair = blank != std::string::npos && text.find(' ', blank + 1) == std::string::npos;
        const std::string word = is_pair ? text.substr(0, blank) : "";
        const auto known = std::find_if(lists.begin(), lists.end(),
                                        [&](const auto& list) { return is_pair && list.first == word; });
        if (known == lists.end())
            lists.emplace_back(word, text);
        else
            known->second += ", " + text.substr(blank + 1);
    }
    std::vector<std::string> result;
    result.reserve(lists.size());
    for (auto& list : lists) result.push_back(std::move(list.second));
    return result;
}

}  // namespace linac
