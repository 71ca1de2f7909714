/** A small valid text of every format that is read, and of its variants. */
export const TEXTS = {
    accounts: `Account ID,Name,Latitude,Longitude,Potential,Tier,Hours,Skills,Owner,Size
a1,"Bakery, South",48.1,11.5,"1,200",A,"Mo-Fr 08:00-12:00,13:00-17:00",cooling|tall,r1,3
a2,Second,48.2,11.6,800,B,,,r2,2
a3,Third,48.15,11.7,300,C,Tu 9-17,,,1
`,
    reps: `Rep ID;Name;Home Latitude;Home Longitude;Working Hours;Skills;Max visits per day;FTE;Time zone
north;Rep North;48,1;11,5;Mo-Tu 08:00-17:00;wine|beer;12;0,5;Europe/Berlin
south;;48,2;11,6;Mo 8-17;;;;
`,
    alignment: 'unit,territory\r\na1,west\r\na2,west\r\n"a,3",east\r\n',
    hours: 'Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-12:00',
    vrplib: `NAME : small-n4-k2
COMMENT : three customers
TYPE : CVRP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
 1 0 0
 2 3 4
 3 1 1
 4 -2 0
DEMAND_SECTION
1 0
2 4
3 5
4 6
DEPOT_SECTION
 1
 -1
EOF
`,
    vrplibMatrix: `NAME: small-matrix
TYPE: CVRP
DIMENSION: 3
EDGE_WEIGHT_TYPE: EXPLICIT
EDGE_WEIGHT_FORMAT: LOWER_ROW
CAPACITY: 5
EDGE_WEIGHT_SECTION
7
3 4
DEMAND_SECTION
1 0
2 1
3 2
DEPOT_SECTION
1
-1
EOF
`,
    sol: 'Route #1: 1 2\nRoute #2: 3\nCost 12\n',
    solomon: `T1

VEHICLE
NUMBER     CAPACITY
  2         200

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND    READY TIME  DUE DATE   SERVICE  TIME

    0      40         50          0          0       1236          0
    1      41         51         10        161        171         10
    2      40         53         30          0        200         20
`,
    liLim: `25	200	1
0	40	50	0	0	1236	0	0	0
1	45	68	-30	0	1127	90	2	0
2	45	70	30	0	1125	90	0	1
3	42	66	10	0	1129	90	0	4
4	42	68	-10	727	782	90	3	0
`,
    cordeau: `2 4 3 2
0 80
200 90
 1 37 52 0   7 1 2 1 2
 2 49 49 5  30 1 2 1 2
 3 52 64 0  16 1 2 1 2
 4 20 20 0   0 0 0
 5 30 40 0   0 0 0
`,
    cordeauPeriodic: `1 3 3 4
0 160
0 160
0 160
500 150
 0 30 40 0  0 0 0
 1 37 52 2  7 1 4 1 2 4 8
 2 49 49 0 30 2 2 5 10
 3 52 64 0 16 1 1 8
`,
    chao: 'n 4\nm 2\ntmax 25.5\n18.190\t6.320\t0\n15.520\t28.030\t7\n9.000\t28.010\t5\n18.200\t6.400\t0\n',
    toptw: `4 10 2 1
0 200
  0 40.00 50.00 0.00 0.00 0 0 0 1236
  1 41.00 51.00 90.00 10.00 1 1 1 912 967
  2 40.00 53.00 90.00 30.00 1 1 1 825 870
`,
    districting: `3
0 1.5 2 10 20 30 0
1 2 2 1 2 3 0
7 3 2 1 2 3 0
2
0 1
1 7
2 3 0.05 0.05 0.05 0.05
`,
} as const;
