//! Tests of the choices that need no disk, and of what the screens show; the story is tested through the program, in `byline`.

mod quoting;
mod renewal;
mod screens;
