// Does to a state what a sentence of lib/trace/action.hpp says, reading nothing but its words. Rows are called "slot 0",
// "slot 1", …, columns 0, 1, ….
//
//     done("swap slots 0 and 1", {{1}, {2}}) == {{2}, {1}}
#pragma once

#include <cstddef>
#include <optional>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

#include "exact/matrix.hpp"

namespace linac::tests {

using Rows = std::vector<Vector>;

class SentenceReader {
  public:
    explicit SentenceReader(Rows before) : before_(before), after_(std::move(before)) {}

    /// The state afterwards; nothing if the sentence only says how many rows change.
    std::optional<Rows> done(std::string sentence) {
        if (take(sentence, "change ")) return std::nullopt;
        if (take(sentence, "keep")) return finished(sentence);
        if (take(sentence, "reset")) {
            for (Vector& row : after_) row = Vector(row.size());
            if (!take(sentence, ", then ")) return finished(sentence);
        }
        if (take(sentence, "swap slots "))
            for (const std::string& pair : split(sentence, ", ")) swap(split(pair, " and "));
        else if (take(sentence, "rotate slots "))
            for (const std::string& cycle : split(sentence, ", ")) rotate(split(cycle, " → "));
        else if (take(sentence, "multiply all slots by "))
            for (Vector& row : after_) row = scaled_row(row, number(sentence));
        else {
            take(sentence, "at once: ");
            for (const std::string& clause : split(sentence, "; ")) apply(clause);
        }
        return after_;
    }

  private:
    static bool take(std::string& text, const std::string& prefix) {
        if (text.compare(0, prefix.size(), prefix) != 0) return false;
        text.erase(0, prefix.size());
        return true;
    }
    [[nodiscard]] Rows finished(const std::string& rest) const {
        if (!rest.empty()) throw std::runtime_error("left over: " + rest);
        return after_;
    }
    static std::vector<std::string> split(const std::string& text, const std::string& between) {
        std::vector<std::string> parts;
        std::size_t from = 0;
        for (std::size_t at = text.find(between); at != std::string::npos; at = text.find(between, from)) {
            parts.push_back(text.substr(from, at - from));
            from = at + between.size();
        }
        parts.push_back(text.substr(from));
        return parts;
    }
    static Rational number(const std::string& text) { return parse_rational(text).value(); }
    static std::size_t index(const std::string& text) { return std::stoul(text); }
    static std::size_t slot(std::string text) {
        if (!take(text, "slot ")) throw std::runtime_error("no slot: " + text);
        return index(text);
    }
    static Vector scaled_row(Vector row, const Rational& factor) {
        for (Rational& value : row) value *= factor;
        return row;
    }
    static Vector added(Vector left, const Vector& right) {
        for (std::size_t i = 0; i < left.size(); ++i) left[i] += right[i];
        return left;
    }

    void swap(const std::vector<std::string>& pair) {
        after_[index(pair.at(0))] = before_[index(pair.at(1))];
        after_[index(pair.at(1))] = before_[index(pair.at(0))];
    }
    void rotate(const std::vector<std::string>& stations) {
        if (stations.front() != stations.back()) throw std::runtime_error("a cycle that does not close");
        for (std::size_t i = 0; i + 1 < stations.size(); ++i)
            after_[index(stations[i + 1])] = before_[index(stations[i])];
    }
    void apply(const std::string& clause) {
        std::smatch found;
        if (std::regex_match(clause, found, std::regex("clear (slot \\d+)")))
            after_[slot(found[1])] = Vector(before_[0].size());
        else if (std::regex_match(clause, found, std::regex("multiply (slot \\d+) by (.+)")))
            after_[slot(found[1])] = scaled_row(before_[slot(found[1])], number(found[2]));
        else if (std::regex_match(clause, found, std::regex("copy (slot \\d+) into (slot \\d+)")))
            after_[slot(found[2])] = before_[slot(found[1])];
        else if (std::regex_match(clause, found, std::regex("add (.+) to (slot \\d+)")))
            after_[slot(found[2])] = added(before_[slot(found[2])], sum(found[1]));
        else if (std::regex_match(clause, found, std::regex("write (.+) into (slot \\d+)")))
            after_[slot(found[2])] = sum(found[1]);
        else
            throw std::runtime_error("not understood: " + clause);
    }
    /// "-2·slot 0 + slot 1 - 1/2", where [c] is a row with 1 in column c.
    [[nodiscard]] Vector sum(std::string text) const {
        Vector total(before_[0].size());
        if (text[0] != '-') text.insert(0, "+ ");
        if (text[0] == '-' && text[1] != ' ') text.insert(1, " ");
        const std::regex term("([+-]) (?:([0-9/]+)·)?(slot \\d+|\\[\\d+\\]|[0-9/]+) ?");
        std::size_t length = 0;
        for (auto at = std::sregex_iterator(text.begin(), text.end(), term); at != std::sregex_iterator();
             ++at) {
            length += static_cast<std::size_t>(at->length());
            Rational factor = (*at)[2].matched ? number((*at)[2]) : Rational(1);
            if ((*at)[1] == "-") factor.negate();
            total = added(total, scaled_row(thing((*at)[3]), factor));
        }
        if (length != text.size()) throw std::runtime_error("not a sum: " + text);
        return total;
    }
    [[nodiscard]] Vector thing(const std::string& text) const {
        if (text[0] == 's') return before_[slot(text)];
        Vector row(before_[0].size());
        if (text[0] == '[')
            row[index(text.substr(1))] = 1;
        else
            row.at(0) = number(text);
        return row;
    }

    Rows before_;
    Rows after_;
};

}  // namespace linac::tests
