/** A fit by least squares, with what each observation does to it. */
export interface LeastSquares {
    /** Of each column of the design. */
    readonly coefficients: readonly number[];
    readonly residuals: readonly number[];
    /** What each value would be expected to be by a fit to all others. */
    readonly deletedFits: readonly number[];
    /** Residuals by the fit to all others over their standard error: Student's t; +-Infinity if all others lie on the fit. */
    readonly studentized: readonly number[];
    /** Degrees of freedom of `studentized`. */
    readonly degrees: number;
}

/**
 * Fits values by a linear combination of columns and tells which of them the fit to all others does not explain.
 *
 * @param columns - of the design, as long as `values`, such as one of ones for the intercept
 * @returns undefined if a column is a combination of others, one value alone decides a coefficient, or fewer than one degree of freedom is
 *   left; O(values * columns^2), by modified Gram-Schmidt
 * @see Cook and Weisberg 1982, "Residuals and Influence in Regression", Chapman and Hall: externally studentized residuals
 */
export function fitLeastSquares(columns: readonly (readonly number[])[], values: readonly number[]): LeastSquares | undefined {
    const rows = values.length;
    const degrees = rows - columns.length - 1;
    if (degrees < 1) return undefined;
    const basis: Float64Array[] = [];
    const upper: number[][] = columns.map(() => []);
    for (const [j, column] of columns.entries()) {
        const vector = Float64Array.from(column);
        const length = norm(vector);
        basis.forEach((unit, k) => {
            const share = dot(unit, vector);
            upper[k][j] = share;
            for (let i = 0; i < rows; i++) vector[i] -= share * unit[i];
        });
        const left = norm(vector);
        if (!(left > 1e-9 * length)) return undefined;
        upper[j][j] = left;
        basis.push(vector.map((entry) => entry / left));
    }
    const residuals = Float64Array.from(values);
    const shares = basis.map((unit) => {
        const share = dot(unit, residuals);
        for (let i = 0; i < rows; i++) residuals[i] -= share * unit[i];
        return share;
    });
    const coefficients = new Array<number>(columns.length).fill(0);
    for (let j = columns.length - 1; j >= 0; j--) {
        let rest = shares[j];
        for (let k = j + 1; k < columns.length; k++) rest -= upper[j][k] * coefficients[k];
        coefficients[j] = rest / upper[j][j];
    }
    let squares = 0;
    for (const residual of residuals) squares += residual * residual;
    const scale = norm(Float64Array.from(values));
    const deletedFits: number[] = [];
    const studentized: number[] = [];
    for (let i = 0; i < rows; i++) {
        let leverage = 0;
        for (const unit of basis) leverage += unit[i] * unit[i];
        const free = 1 - leverage;
        if (free < 1e-9) return undefined;
        const residual = residuals[i];
        deletedFits.push(values[i] - residual / free);
        const variance = Math.max(0, squares - (residual * residual) / free) / degrees;
        const error = Math.sqrt(variance * free);
        const isExact = error <= 1e-12 * scale;
        studentized.push(isExact ? (Math.abs(residual) <= 1e-9 * scale ? 0 : Math.sign(residual) * Infinity) : residual / error);
    }
    return { coefficients, residuals: [...residuals], deletedFits, studentized, degrees };
}

function dot(a: Float64Array, b: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
}

function norm(vector: Float64Array): number {
    return Math.sqrt(dot(vector, vector));
}
