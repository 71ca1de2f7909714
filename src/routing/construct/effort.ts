/** Places that are looked at, at most, before an answer is given: a second or two. */
const MOST_PLACES = 30_000_000;

/** What may be spent on an answer once the search is over: time where that is limited, else a number of places. */
export class Effort {
    private readonly isTimeUp: () => boolean;
    private left: number;

    /** @param isTimeUp - asked before each visit */
    constructor(isTimeUp: () => boolean = () => false, places: number = MOST_PLACES) {
        this.isTimeUp = isTimeUp;
        this.left = places;
    }

    spend(places: number): void {
        this.left -= places;
    }

    isSpent(): boolean {
        return this.left <= 0 || this.isTimeUp();
    }
}
