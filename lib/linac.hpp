// The whole of linac in one header: from every room what a program calls, in the order of README.md.
//
// Whatever the program linac includes is here, so that another program can do all that it does. Headers that are not
// here serve those that are. A file that includes only what it needs compiles faster.
//
//     #include <linac/linac.hpp>
//     const auto automaton = linac::read_automaton_file(text, "parity.linac");
//     if (!automaton) std::cerr << describe(automaton.error());
#pragma once

#include "error.hpp"
#include "text.hpp"

#include "exact/matrix.hpp"
#include "exact/rational.hpp"

#include "automata/alphabet.hpp"
#include "automata/automaton.hpp"
#include "automata/bounded.hpp"
#include "automata/dfa.hpp"
#include "automata/iterated_product.hpp"
#include "automata/long_run.hpp"

#include "analysis/certificate.hpp"
#include "analysis/classification.hpp"
#include "analysis/determinize.hpp"
#include "analysis/equality.hpp"
#include "analysis/language.hpp"
#include "analysis/minimize.hpp"
#include "analysis/properties.hpp"
#include "analysis/stratification.hpp"

#include "operations/pairs.hpp"
#include "operations/product.hpp"
#include "operations/random.hpp"
#include "operations/sequential.hpp"
#include "operations/star.hpp"
#include "operations/sum.hpp"
#include "operations/total.hpp"

#include "network/executor.hpp"
#include "network/linearize.hpp"
#include "network/network.hpp"
#include "network/scan.hpp"

#include "formats/automaton_formats.hpp"
#include "formats/certificate_file.hpp"
#include "formats/json_tree.hpp"
#include "formats/lexer.hpp"
#include "formats/manifest.hpp"
#include "formats/native.hpp"
#include "formats/network_file.hpp"
#include "formats/pautomac.hpp"
#include "formats/safetensors.hpp"

#include "expressions/derived_terms.hpp"
#include "expressions/expression_reader.hpp"
#include "expressions/expression_text.hpp"
#include "expressions/regex_reader.hpp"
#include "expressions/standard_automaton.hpp"
#include "expressions/state_elimination.hpp"

#include "compile/attempts.hpp"
#include "compile/compile.hpp"

#include "proof/window_proof.hpp"

#include "verify/sides.hpp"
#include "verify/verdict.hpp"
#include "verify/verify.hpp"
#include "verify/word_runs.hpp"

#include "batch/batch.hpp"
#include "batch/cache.hpp"
#include "batch/crew.hpp"
#include "batch/in_order.hpp"

#include "precision/error_bounds.hpp"
#include "precision/float_comparison.hpp"
#include "precision/horizon.hpp"

#include "circuit/depth_bound.hpp"
#include "circuit/unroll.hpp"

#include "render/automaton_dot.hpp"
#include "render/circuit_dot.hpp"
#include "render/graphviz.hpp"
#include "render/network_dot.hpp"
#include "render/plot.hpp"

#include "explain/explain.hpp"

#include "trace/decimal_size.hpp"
#include "trace/page.hpp"
#include "trace/trace.hpp"
#include "trace/trace_json.hpp"

#include "exports/fla_checkpoint.hpp"
#include "exports/precision_report.hpp"
#include "exports/rounding.hpp"
#include "exports/safetensors_export.hpp"
#include "exports/safetensors_import.hpp"
