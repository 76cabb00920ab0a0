//! Tests of the choices that need no disk; whole use cases are tested through the program, in `byline`.

mod quoting;
