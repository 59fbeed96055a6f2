#include "compile/table.hpp"

#include <algorithm>
#include <map>

namespace linac {
namespace {

class Table {
  public:
    Table(Gather& gather, ArithmeticHead& head)
        : gather_(gather),
          head_(head),
          automaton_(gather.task().automaton),
          plan_(gather.task().plan),
          block_(gather.block()) {
        const SparseMatrix& carry = gather.task().carry;
        add_current_words();
        add_entries(0, block_, {}, carry);  // before the first block
        Word previous;
        add_previous_words(previous, carry);
        for (std::size_t p = 0; p < gather_.period(); ++p)
            for (const CurrentWord& current : current_words_[p % block_ + 1])
                add_unit(p, {}, current.word, multiply(carry, current.column), plan_.steps[p].current_reads,
                         {"current readout", head_.receptance});
    }

  private:
    struct CurrentWord {
        Word word;
        Vector column;  // M_word η
    };
    /// A parameter of the head and what its dimensions of the residual stream are called.
    struct Destination {
        const char* label;
        std::vector<Form>& parameter;
    };

    /// All words of 0 … m symbols.
    void add_current_words() {
        current_words_.push_back({{{}, dense(automaton_.final, automaton_.size())}});
        for (std::size_t length = 1; length <= block_; ++length) {
            std::vector<CurrentWord> words;
            for (Symbol s = 0; s < automaton_.alphabet.size(); ++s)
                for (const CurrentWord& shorter : current_words_.back()) {
                    words.push_back({{s}, multiply(automaton_.transition[s], shorter.column)});
                    words.back().word.insert(words.back().word.end(), shorter.word.begin(),
                                             shorter.word.end());
                }
            current_words_.push_back(std::move(words));
        }
    }

    /// The entries of every block's word that begins with `word`; product = F M_word.
    void add_previous_words(Word& word, const SparseMatrix& product) {
        if (word.size() == block_) {
            add_entries(0, gather_.period(), word, product);
            return;
        }
        for (Symbol s = 0; s < automaton_.alphabet.size(); ++s) {
            word.push_back(s);
            add_previous_words(word, multiply(product, automaton_.transition[s]));
            word.pop_back();
        }
    }

    /// What the positions first … last − 1 ask for where the previous block's word is this one, empty before
    /// the first block.
    void add_entries(std::size_t first, std::size_t last, const Word& previous, const SparseMatrix& product) {
        for (std::size_t p = first; p < last; ++p) {
            const ArithmeticStep& step = plan_.steps[p];
            const Previous when{previous, true};
            if (step.column)
                add_unit(p, when, {},
                         multiply(product, dense(unit(gather_.pivot(*step.column)), automaton_.size())),
                         step.column_taps, {"column", head_.key});
            for (const CurrentWord& current : current_words_[p % block_ + 1])
                add_unit(p, when, current.word, multiply(product, current.column), step.product_reads,
                         {"readout", head_.receptance});
        }
    }

    /// The word of the previous block, empty before the first block; or any.
    struct Previous {
        Word word;
        bool matters = false;
    };

    /// One unit that is 1 at position p of a period if the window begins with these words, and adds the taps
    /// of the vector to the destination.
    void add_unit(std::size_t p, const Previous& previous, const Word& current, const Vector& vector,
                  const std::vector<Tap>& taps, const Destination& destination) {
        std::map<std::size_t, Rational> outputs;
        for (const Tap& tap : taps) outputs[tap.coordinate].add_product(tap.factor, vector[tap.component]);
        std::erase_if(outputs, [](const auto& output) { return output.second.is_zero(); });
        if (outputs.empty()) return;

        const std::size_t symbols = automaton_.alphabet.size();
        const std::size_t in_block = p % block_;
        Form both = gather_.position(p);
        const auto expect = [&](std::size_t age, Symbol symbol) {
            both += gather_.content(p, age, symbol) - Form(Rational(1));
        };
        // Of one letter, a token says no more than that it is there, which the position says of the current
        // block, and of the previous one unless this may be the first.
        if (symbols > 1)
            for (std::size_t i = 0; i < current.size(); ++i) expect(in_block - i, current[i]);
        if (previous.matters && previous.word.empty())
            for (Symbol s = 0; s < symbols; ++s) both = both - gather_.content(p, in_block + 1, s);
        else if (previous.matters && symbols > 1)
            for (std::size_t i = 0; i < block_; ++i) expect(in_block + block_ - i, previous.word[i]);
        else if (previous.matters && p < block_)
            expect(in_block + 1, 0);
        const Form unit = gather_.circuit().relu(both, std::string(destination.label) + " at position " +
                                                           std::to_string(p) + " after " +
                                                           show_word(previous.word, automaton_.alphabet) +
                                                           ", " + show_word(current, automaton_.alphabet));
        for (const auto& [coordinate, weight] : outputs)
            gather_.circuit().output(dimension(destination, coordinate), weight * unit);
    }

    std::size_t dimension(const Destination& destination, std::size_t coordinate) {
        const std::string label = destination.label + (" coordinate " + std::to_string(coordinate));
        const auto [at, is_new] = dimensions_.emplace(label, 0);
        if (is_new) {
            at->second = gather_.assembly().add_dimension(label);
            destination.parameter[coordinate] += Form::variable(at->second);
        }
        return at->second;
    }

    Gather& gather_;
    ArithmeticHead& head_;
    const WeightedAutomaton& automaton_;
    const ArithmeticPlan& plan_;
    std::size_t block_;
    std::vector<std::vector<CurrentWord>> current_words_;  // by length
    std::map<std::string, std::size_t> dimensions_;        // of the residual stream, by label
};

}  // namespace

void add_table(Gather& gather, ArithmeticHead& head) {
    const Table table(gather, head);
}

std::size_t table_words(std::size_t block, std::size_t symbols, std::size_t limit) {
    std::size_t words = 1;
    for (std::size_t i = 0; i < 2 * block && symbols > 1; ++i) {
        if (words > limit / symbols) return limit;
        words *= symbols;
    }
    return std::max(words, 2 * block);
}

}  // namespace linac
