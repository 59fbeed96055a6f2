// linac: LINear-rnn Automata Compiler. Finds the verb, reads its options, runs it, renders its error.
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <new>

#include "output.hpp"
#include "ranks.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

/// Runs the verb with what follows it on the command line.
int run_verb(const Verb& verb, const std::vector<std::string>& arguments) {
    Command command(verb.name, verb.summary);
    const Action action = verb.declare(command);
    if (command.read(arguments)) return action();
    print(command.help());
    return status::yes;
}

int run_program(const std::vector<std::string>& arguments) {
    if (arguments.empty()) {
        note(program_help());
        return status::bad_input;
    }
    const std::string& first = arguments.front();
    if (first == "--help" || first == "-h") {
        print(program_help());
        return status::yes;
    }
    if (first == "--version") {
        return run_verb(verb_by_name("version"), {});
    }
    return run_verb(verb_by_name(first), {arguments.begin() + 1, arguments.end()});
}

int guarded(const std::vector<std::string>& arguments) {
    try {
        const int result = run_program(arguments);
        flush();
        return result;
    } catch (const Error& error) {
        // What was printed before comes first, unless printing is what failed.
        std::fflush(stdout);
        note(describe(error));
        return error.kind() == Error::Kind::impossible ? status::impossible : status::bad_input;
    } catch (const std::bad_alloc&) {
        note("not enough memory\n");
        return status::impossible;
    }
}

/// A standard stream that the caller closed would otherwise become the next file that is opened.
void occupy_standard_streams() {
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor)
        if (::fcntl(descriptor, F_GETFD) < 0)
            ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);  // using it fails
}

}  // namespace
}  // namespace linac::cli

int main(int argc, char** argv) {
    linac::cli::occupy_standard_streams();
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write
    std::signal(SIGXFSZ, SIG_IGN);  // so is a file larger than the shell allows
    const int status = linac::cli::guarded({argv + 1, argv + argc});
    // The status too is told by the first process: mpirun ends all at the first one that is not 0.
    return linac::cli::is_silenced() ? linac::cli::status::yes : status;
}
