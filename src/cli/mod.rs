//! What is done from the command line: each command answers with the text to print.

pub mod publicatie;
