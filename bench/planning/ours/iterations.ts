/** Iterations of a week's search by default: `effort` is a factor on it. */
export const DEFAULT_ITERATIONS = 500;
