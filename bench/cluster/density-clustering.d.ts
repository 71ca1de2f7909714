// The package has no types of its own.
declare module 'density-clustering' {
    const densityClustering: {
        DBSCAN: new () => {
            run<P>(rows: P[], radius: number, minPoints: number, distance: (a: P, b: P) => number): number[][];
        };
    };
    export default densityClustering;
}
