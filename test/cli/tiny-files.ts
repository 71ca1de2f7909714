import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Four customers at the corners of a square around the depot; two fit a vehicle. */
export const SQUARE = `NAME : square
TYPE : CVRP
DIMENSION : 5
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 2
NODE_COORD_SECTION
1 10 10
2 7 6
3 13 6
4 13 14
5 7 14
DEMAND_SECTION
1 0
2 1
3 1
4 1
5 1
DEPOT_SECTION
1
-1
EOF
`;

/** Each corner is 5 from the depot, short sides are 6, long ones 8: two routes of 5 + 6 + 5. */
export const SQUARE_COST = 32;

export const ACCOUNTS = `id,name,latitude,longitude,potential,call_frequency,call_duration,opening_hours
A1,North store,32.90,-96.95,100,2,45,Mo-Fr 08:00-17:00
A2,South store,32.70,-96.90,200,4,45,Mo-Fr 08:00-17:00
A3,East store,32.80,-96.68,50,1,30,"Mo,We,Fr 08:00-16:00"
A4,West store,32.76,-97.17,80,2,45,Mo-Fr 08:00-17:00
A5,Far west store,32.65,-97.37,90,1,45,Mo-Fr 08:00-17:00
`;

export const REPS = `id,name,latitude,longitude,working_hours
R1,Rep 1,32.78,-96.80,Mo-Fr 08:00-17:00
R2,Rep 2,32.73,-97.32,Mo-Th 08:00-18:00
`;

/** Writes a file and gives its path. */
export function writeFileIn(folder: string, name: string, text: string): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
}
