// A benchmark instance from text to a checked solution file.

import { instanceValue, readInstance, writeSol } from 'beatplan/formats';
import { checkSolution, solve } from 'beatplan/routing';

const instance = readInstance(`NAME : square
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
EOF`);
const solution = solve(instance.problem, { seed: 1, stop: { iterations: 1000 } });
const { feasible } = checkSolution(instance.problem, solution);
console.log(`${instance.name}: ${instance.objective} ${instanceValue(instance, solution)}, feasible: ${feasible}`);
console.log(writeSol(instance, solution));
