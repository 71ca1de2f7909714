/** Numbers the corners of a map: those at one place have one number. */
export class CornerNumbers {
    /** The first corner that came at each place. */
    readonly corners: (readonly number[])[] = [];
    private readonly numbers: Map<string, number> = new Map();

    numberOf(corner: readonly number[]): number {
        // The antimeridian has two names.
        const key = `${corner[0] === 180 ? -180 : corner[0]} ${corner[1]}`;
        const known = this.numbers.get(key);
        if (known !== undefined) return known;
        this.numbers.set(key, this.corners.length);
        this.corners.push(corner);
        return this.corners.length - 1;
    }

    /** The numbers along a ring: without its closing corner, nor any that stands where the one before stands. */
    numbersAlong(ring: readonly (readonly number[])[]): number[] {
        const numbers: number[] = [];
        for (const corner of ring) {
            const number = this.numberOf(corner);
            if (number !== numbers[numbers.length - 1]) numbers.push(number);
        }
        while (numbers.length > 1 && numbers[0] === numbers[numbers.length - 1]) numbers.pop();
        return numbers;
    }
}

/** A longitude within half a turn of another. */
export function nearLongitude(lng: number, other: number): number {
    if (lng - other > 180) return lng - 360;
    return lng - other < -180 ? lng + 360 : lng;
}
