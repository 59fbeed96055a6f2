// The automaton that the entries of one of Vcsn's files make. Labels of several letters become paths through new states,
// word1, word2, …; repeated labels between two states add up, in b to 1.
//
//     VcsnBuilder builder(context);
//     const std::size_t p = builder.state("p", refuse);
//     builder.add(p, p, read_vcsn_entry(text, builder.context()), refuse);
//     ForeignAutomaton automaton = std::move(builder).automaton({"p"});
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "formats/arc_list.hpp"
#include "formats/foreign.hpp"
#include "formats/vcsn/labels.hpp"

namespace linac {

class VcsnBuilder {
  public:
    /// Makes the error of this message at the place that is read.
    using Refuse = std::function<Error(const std::string& message)>;

    explicit VcsnBuilder(VcsnContext context) : context_(std::move(context)) {}

    [[nodiscard]] VcsnContext& context() noexcept { return context_; }
    [[nodiscard]] std::size_t size() const noexcept { return states_.size(); }
    [[nodiscard]] const std::vector<std::string>& states() const noexcept { return states_.names(); }

    /// The state of this name; a new one is added. Refuses over a limit.
    std::size_t state(const std::string& name, const Refuse& refuse);
    void add_initial(std::size_t state, Rational weight) { initial_.push_back({state, std::move(weight)}); }
    void add_final(std::size_t state, Rational weight) { final_.push_back({state, std::move(weight)}); }
    /// The transitions of this entry. Refuses over a limit.
    void add(std::size_t from, std::size_t to, const VcsnEntry& entry, const Refuse& refuse);

    /// `names` are those of the states.
    [[nodiscard]] ForeignAutomaton automaton(std::vector<std::string> names) &&;

  private:
    struct Path {
        std::size_t from;
        std::size_t to;
        Word word;
        Rational weight;
    };

    void expand_paths(std::vector<std::string>& names);
    void check_size(const Refuse& refuse) const;

    VcsnContext context_;
    native::NameTable states_;
    SparseVector initial_;
    SparseVector final_;
    ArcList arcs_;
    std::vector<Path> paths_;      // of labels of several letters
    std::size_t path_states_ = 0;  // that they need at most
    std::size_t transitions_ = 0;
};

}  // namespace linac
