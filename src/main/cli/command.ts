/** One command: what it answers on standard output, and its exit status. */
export type Command = (args: string[], signal: AbortSignal) => Promise<number>
