/** Errors that the command line reports in one line, with exit code 2. */

/** What the user asked for can't be done as asked: a wrong option, a wrong file. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** An output folder that can't be used; the message says what to do. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}
