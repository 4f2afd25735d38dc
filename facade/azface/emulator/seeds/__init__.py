"""What an emulator begins with, as a file or a mapping says it."""
