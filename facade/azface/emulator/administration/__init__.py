"""What is done with a whole emulator, from Python and over HTTP."""
