#include "formats/vcsn/dot_edges.hpp"

namespace linac {

using Role = DotNode::Role;

void DotEdges::add(const DotNode& from, const DotNode& to) {
    // An edge without a term is work too, where a path has many.
    if (++count_ > max_vcsn_transitions) throw too_many_edges(lexer_, to.offset);
    if (from.role == Role::final) throw refused(from, "an edge from a node that stands after final states");
    if (to.role == Role::initial) throw refused(to, "an edge to a node that stands before initial states");
    if (from.role == Role::initial) {
        if (to.role == Role::final)
            throw refused(to, "an edge from a node before initial states to one after final states");
        builder_.add_initial(to.index, weight());
    } else if (to.role == Role::final) {
        builder_.add_final(from.index, weight());
    } else {
        builder_.add(from.index, to.index, entry(to), refusal_at(lexer_, to.offset));
    }
}

Error DotEdges::refused(const DotNode& at, const std::string& message) const {
    return lexer_.error_at(at.offset, message,
                           "nodes I… stand before initial states, nodes F… after final ones");
}

const Rational& DotEdges::weight() {
    if (!weight_) {
        weight_ = Rational(1);
        if (label_) {
            VcsnText text = lexer_.content(*label_);
            weight_ = read_vcsn_weight_entry(text, builder_.context());
        }
    }
    return *weight_;
}

const VcsnEntry& DotEdges::entry(const DotNode& to) {
    if (!entry_) {
        if (!label_)
            throw lexer_.error_at(to.offset, "a transition without a label",
                                  "a transition that reads nothing has the label \"\\\\e\"");
        VcsnText text = lexer_.content(*label_);
        entry_ = read_vcsn_entry(text, builder_.context());
    }
    return *entry_;
}

VcsnBuilder::Refuse refusal_at(const DotLexer& lexer, std::size_t offset) {
    return [&lexer, offset](const std::string& message) { return lexer.error_at(offset, message); };
}

Error too_many_edges(const DotLexer& lexer, std::size_t offset) {
    return lexer.error_at(offset, "more than " + std::to_string(max_vcsn_transitions) + " transitions");
}

}  // namespace linac
