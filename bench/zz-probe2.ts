import { solve } from '/work/wt/hardening/src/routing/index.js';
for (const travel of [{kind:'euclidean' as const}, undefined]) for (const tw of [false,true]) {
const n = 10000;
const visits = Array.from({length:n},(_,i)=>({id:`${i}`, position:[5,45] as const, ...(tw?{timeWindows:[[0,40000]] as const}:{})}));
let t = performance.now();
const s = solve({visits, vehicles:[{id:'v',start:{position:[5,45]},end:{position:[5,45]},count:10}], ...(travel?{travel}:{})}, {stop:{iterations:10}});
console.log(travel?.kind, tw, s.feasible, s.cost, ((performance.now()-t)/1000).toFixed(1));
}
