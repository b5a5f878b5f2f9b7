/** A 943 of two items. */
export const announced = (partner: string, number: string, item: string): string[] => [
  `W06*N*${partner}-${number}*20260302*${partner}-${number}-S`,
  'N1*WH*Quayside Memphis*91*MEM',
  `N1*DE*${partner} Company*91*${partner}`,
  'G62*17*20260305',
  'W27*M*RDWY****T*4711',
  `W04*100*EA**VN*${partner}-${item}`,
  'G69*Camp thing',
  `W04*48*EA**VN*${partner}-${item}-LID`,
  'W03*148',
];

/** A 940 of two lines. */
export const ordered = (partner: string, number: string): string[] => [
  `W05*N*${partner}-${number}*${partner}-PO1`,
  'N1*ST*Blue Ridge Sports*91*BRS-01',
  'N3*88 Depot St',
  'N4*Asheville*NC*28801*US',
  'N1*SF*Quayside Memphis*91*MEM',
  'N3*4100 Lamar Ave',
  'N4*Memphis*TN*38118*US',
  'G62*10*20260303',
  'NTE*WHI*Lift gate needed at delivery',
  'W66*PP*M********RDWY',
  'LX*1',
  'W01*24*EA**UP*810012340017*VN*HP-TENT-2P',
  'G69*Trail tent two persons',
  'W20****69.6*G*K',
  'LX*2',
  'W01*6*EA**VN*HP-LAMP-LED',
  'W76*30*69.6*KG',
];

/** An 850 of two lines. */
export const bought = (partner: string, number: string): string[] => [
  `BEG*00*SA*${partner}-${number}**20260302`,
  'REF*DP*044',
  'DTM*002*20260320',
  'N1*ST*Quayside Memphis*92*MEM',
  'N3*4100 Lamar Ave',
  'N4*Memphis*TN*38118*US',
  `PO1*1*10*EA*12.5**VN*${partner}-PAN`,
  'PID*F****Frying pan',
  `PO1*2*5*EA*3**VN*${partner}-LID`,
  'CTT*2',
];

/** An 860 that makes the first line smaller. */
export const changed = (partner: string, number: string): string[] => [
  `BCH*04*SA*${partner}-${number}***20260303`,
  `POC*1*QD*8*2*EA*12.5**VN*${partner}-PAN`,
  'CTT*1',
];

/** An 846 that asks for one item. */
export const inquiry = (partner: string): string[] => [
  `BIA*00*DD*${partner}-ASK*20260302`,
  `LIN*1*VN*${partner}-MUG`,
  'CTT*1',
];

/** A 204 from Memphis to Philadelphia. */
export const tendered = (partner: string, number: string): string[] => [
  `B2**RDWY**${partner}-${number}**PP`,
  'B2A*00*LT',
  'L11*PO-90311*PO',
  'N1*BT*Harbor and Pine Outfitters*93*HPO',
  'S5*1*CL*9200*L*22*PL',
  'G62*69*20260304*U*0800*CT',
  'N1*SF*Quayside Memphis*93*MEM',
  'N3*4100 Lamar Ave',
  'N4*Memphis*TN*38118*US',
  'S5*2*CU*9200*L*22*PL',
  'G62*70*20260306*X*1000*ET',
  'N1*ST*Keystone Trails*93*KEY-07',
  'N3*1500 Market St',
  'N4*Philadelphia*PA*19102*US',
  'L3*9200*G*******0*E*22',
];

/** A carrier's 214. */
export const reported = (partner: string, scac: string): string[] => [
  `B10*${partner}9911*${partner}-SO2*${scac}`,
  'LX*1',
  'AT7*X6*NS***20260304*1100*LT',
  'MS1*Jackson*TN*US',
];

/** An 820 that pays one invoice, in major units. */
export const paid = (partner: string, invoice: string, amount: string): string[] => [
  `BPR*I*${amount}*C*ACH************20260310`,
  `TRN*1*${partner}-TRN1`,
  'CUR*PR*USD',
  'ENT*1',
  `RMR*IV*${invoice}**${amount}`,
];

/** A carrier's 210 for what it has reported by 214. */
export const billed = (partner: string, scac: string, modern: boolean): string[] => [
  `B3**${partner}-F1*${partner}9911*PP**20260310*21450****${scac}`,
  'C3*USD',
  modern ? `L11*${partner}9911*CN` : `N9*CN*${partner}9911`,
  'LX*1',
  'L5*1*Carriage',
  'L1*1***20000****400****Carriage',
  'L1*1***1450****405****Fuel',
  'L3*****21450',
];
