/** Which territory each node is in, and the nodes of each territory; a change takes constant time. */
export class Membership {
    /** Territory of each node. */
    readonly division: Int32Array;
    /** Nodes of each territory, the first `sizes[j]` of its list. */
    readonly members: Int32Array[] = [];
    readonly sizes: Int32Array;
    private readonly memberAt: Int32Array;

    constructor(size: number, count: number) {
        this.division = new Int32Array(size);
        this.sizes = new Int32Array(count);
        this.memberAt = new Int32Array(size);
        for (let j = 0; j < count; j++) this.members.push(new Int32Array(16));
    }

    /** Takes over a whole division. */
    reset(division: Int32Array): void {
        this.sizes.fill(0);
        for (let i = 0; i < division.length; i++) this.append(i, division[i]);
    }

    /** Moves a node to `territory`. */
    move(node: number, territory: number): void {
        const from = this.division[node];
        const list = this.members[from];
        const last = list[--this.sizes[from]];
        const at = this.memberAt[node];
        list[at] = last;
        this.memberAt[last] = at;
        this.append(node, territory);
    }

    private append(node: number, territory: number): void {
        let list = this.members[territory];
        const at = this.sizes[territory]++;
        if (at === list.length) {
            const longer = new Int32Array(list.length * 2);
            longer.set(list);
            list = longer;
            this.members[territory] = longer;
        }
        list[at] = node;
        this.memberAt[node] = at;
        this.division[node] = territory;
    }
}
