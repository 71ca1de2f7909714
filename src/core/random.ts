/**
 * Seeded random numbers: the same seed gives the same sequence on every platform.
 *
 * The generator is sfc32 of PractRand (Chris Doty-Humphrey, 2010): 128 bits of state, 32-bit integer operations only.
 */
export class Random {
    private a: number;
    private b: number;
    private c: number;
    private counter: number;

    /** @param seed - any finite number; equal seeds give equal sequences */
    constructor(seed: number) {
        // The seed's 53 bits enter as two words, so that neighbouring and large seeds differ.
        this.a = Math.trunc(seed) | 0;
        this.b = Math.floor(seed / 4294967296) | 0;
        this.c = ((seed - Math.trunc(seed)) * 4294967296) | 0;
        this.counter = 1;
        for (let i = 0; i < 16; i++) this.bits();
    }

    /** 32 random bits as a signed integer. */
    bits(): number {
        const t = (((this.a + this.b) | 0) + this.counter) | 0;
        this.counter = (this.counter + 1) | 0;
        this.a = this.b ^ (this.b >>> 9);
        this.b = (this.c + (this.c << 3)) | 0;
        this.c = (this.c << 21) | (this.c >>> 11);
        this.c = (this.c + t) | 0;
        return t;
    }

    /** A number in [0, 1) with 32 bits. */
    next(): number {
        return (this.bits() >>> 0) / 4294967296;
    }

    /** An integer in [0, bound); `bound` from 1 to 2^32. */
    integer(bound: number): number {
        return Math.floor(((this.bits() >>> 0) / 4294967296) * bound);
    }

    /** A standard normal number (Box and Muller, 1958). */
    normal(): number {
        const u = 1 - this.next();
        const v = this.next();
        return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
    }

    /** Shuffles a list in place (Fisher and Yates; Durstenfeld, 1964). */
    shuffle<T>(list: { [index: number]: T; readonly length: number }): void {
        for (let i = list.length - 1; i > 0; i--) {
            const j = this.integer(i + 1);
            const kept = list[i];
            list[i] = list[j];
            list[j] = kept;
        }
    }

    /** A generator of its own for a part of the work, so that parts do not disturb each other's sequence. */
    split(): Random {
        return new Random((this.bits() >>> 0) * 1048576 + (this.bits() >>> 12));
    }
}
