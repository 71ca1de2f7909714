// Relative to the sums: a smaller gain may be rounding.
const NOISE = 1e-9;

/** Whether a tier and a total are better than others by more than rounding. */
export function isBetter(tier: number, total: number, otherTier: number, otherTotal: number): boolean {
    const noise = NOISE * Math.max(1, Math.abs(otherTier));
    if (Math.abs(tier - otherTier) > noise) return tier < otherTier;
    return total < otherTotal - NOISE * Math.max(1, Math.abs(otherTotal));
}
