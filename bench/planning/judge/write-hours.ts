/** Seconds as hours with one decimal. */
export function writeHours(seconds: number): string {
    return `${(seconds / 3600).toFixed(1)} h`;
}
