//! daydeck: reads the command line, calls one function, maps errors to exit codes.

fn main() -> std::process::ExitCode {
    daydeck::cli::main()
}
