// Facts of ASC X12 in our own words and form; their public sources are named in NOTICE.

/** Each entry: number, type, least and greatest length (0: no limit), name. */
export const elements004010 = `
2 N0 1 6 sets accepted; 3 AN 1 60 text; 7 AN 6 17 bank account number; 8 ID 1 1 bank client code; 11 ID 1 1 billing code
16 ID 1 1 charge payment method; 19 AN 2 30 city; 20 AN 3 9 bank client number; 22 AN 1 30 commodity code; 23 ID 1 1 commodity code qualifier
24 ID 4 4 equipment type; 26 ID 2 3 country; 28 N0 1 9 group control number; 31 AN 1 22 adjustment number; 32 DT 8 8 date (delivery)
33 ID 1 1 lading exception; 34 N1 1 4 service standard; 39 ID 1 1 entitlement; 40 ID 2 2 equipment description; 46 AN 4 4 ex parte
54 ID 2 2 risk of loss; 55 AN 2 10 flight or voyage; 56 ID 2 2 service type; 58 N2 1 12 charge; 59 AN 2 5 freight class; 60 R 1 9 freight rate
61 AN 1 30 free text; 62 AN 4 10 hazmat code; 63 AN 1 24 hazmat contact; 64 AN 2 30 hazmat description; 65 R 1 8 height; 66 ID 1 2 party id qualifier
67 AN 2 80 party id; 71 N0 1 3 inquiry number; 74 N2 2 12 declared value; 76 AN 1 22 invoice number; 77 N0 1 3 flash point
79 AN 1 50 lading description; 80 N0 1 7 lading quantity; 81 R 1 10 weight; 82 R 1 8 length; 86 N0 1 3 number of equipment
87 AN 1 48 marks and numbers; 88 ID 1 2 marks qualifier; 90 ID 1 1 dimension unit; 91 ID 1 2 transport mode; 92 ID 2 2 purchase order type
93 AN 1 60 name; 96 N0 1 10 segments in the set; 97 N0 1 6 number of sets; 98 ID 2 3 party role; 100 ID 3 3 currency (ISO 4217); 102 ID 1 1 ownership
103 AN 3 5 packaging code; 106 AN 1 25 event; 107 ID 1 2 payment method; 108 ID 1 2 pick-up or delivery; 110 ID 1 2 application verdict
113 AN 1 4 pier number; 114 AN 2 24 port name; 115 ID 1 1 port function; 116 ID 3 15 postal code; 117 N2 1 9 prepaid amount; 118 R 1 9 rate
119 AN 1 6 rate basis number; 120 AN 3 9 rate combination point; 121 ID 1 3 rate class; 122 ID 2 2 rate qualifier; 123 N0 1 6 sets received
124 AN 2 15 receiver application id; 127 AN 1 30 reference value; 128 ID 2 3 reference qualifier; 129 AN 1 13 referenced pattern
133 ID 1 2 routing sequence; 140 ID 2 4 carrier SCAC; 142 AN 2 15 sender application id; 143 ID 3 3 set identifier; 145 AN 1 30 shipment id
146 ID 2 2 freight payment method; 147 ID 1 1 shipment qualifier; 150 ID 3 3 special charge code; 152 ID 2 3 special handling code
153 AN 2 30 special handling text; 154 ID 6 9 location code (SPLC); 156 ID 2 2 state or province; 163 ID 2 2 stop reason; 165 N0 1 3 stop number
166 AN 1 55 address; 167 N0 3 8 tare weight; 168 ID 1 4 tariff agency; 169 AN 1 16 tariff item number; 170 N0 1 2 tariff item part
171 AN 1 7 tariff number; 172 AN 1 2 tariff section; 173 AN 1 4 tariff supplement id; 174 AN 2 30 terminal name; 176 ID 1 2 time qualifier
177 ID 1 2 intermodal service; 181 ID 2 2 adjustment reason; 182 AN 2 28 vessel name; 183 R 1 8 volume; 184 ID 1 1 volume unit
187 ID 1 2 weight qualifier; 188 ID 1 1 weight unit; 189 R 1 8 width; 190 ID 1 1 accomplish code; 191 N2 1 9 advances; 193 N2 1 12 net amount due
200 AN 1 6 hazmat page; 202 ID 2 2 correction indicator; 205 N0 1 6 dunnage; 206 AN 1 4 equipment initials; 207 AN 1 10 equipment number
208 ID 1 1 hazmat code qualifier; 209 AN 1 4 hazmat class; 211 ID 3 3 packaging form; 212 R 1 17 unit price; 213 N0 1 3 lading line number
215 ID 1 30 hazard classification; 218 ID 14 40 placard notation; 219 AN 1 3 position; 220 R 1 11 billed quantity
221 ID 2 2 billed quantity qualifier; 222 ID 4 25 hazard endorsement; 223 N0 5 5 repetitive pattern number; 224 AN 1 25 hazmat shipping name
225 AN 2 15 seal number; 227 AN 1 2 tariff column; 230 ID 1 3 subsidiary classification; 232 N0 2 6 weight allowance; 234 AN 1 48 product id
235 ID 2 2 product id qualifier; 236 ID 3 3 price identifier; 238 AN 1 12 emergency response plan number; 241 ID 1 4 protective service
242 ID 1 7 vent instruction; 248 ID 1 1 allowance or charge flag; 249 ID 1 1 vessel requirement; 254 ID 1 3 packing group
257 ID 1 1 tariff application; 267 N0 1 6 net explosive quantity; 271 ID 1 2 subsidiary risk flag; 272 ID 1 1 hazard certification
273 AN 1 25 hazard certification declaration; 274 AN 1 30 hazmat classification; 276 AN 2 25 special charge description; 277 ID 6 6 UN/NA number
280 R 4 10 exchange rate; 284 ID 2 2 service level; 285 AN 1 22 depositor order number; 286 ID 2 2 product condition
289 N0 1 2 multiple price quantity; 294 N0 1 5 tariff distance; 295 ID 1 1 distance qualifier; 296 ID 2 4 intermediate switch carrier
301 ID 1 4 car type; 304 ID 3 3 event; 305 ID 1 2 payment handling; 306 ID 1 2 action code; 309 ID 1 2 location qualifier; 310 AN 1 30 location id
319 AN 3 6 temperature control; 324 AN 1 22 purchase order number; 325 AN 1 20 tax id number; 326 AN 1 45 request reference
327 AN 1 8 change order sequence; 328 AN 1 30 release number; 329 AN 4 9 set control number; 330 R 1 15 quantity ordered
331 ID 2 2 charge handling method; 332 R 1 6 percent; 333 ID 1 2 terms basis date; 334 ID 2 2 trade terms list; 335 ID 3 3 trade term
336 ID 2 2 terms type; 337 TM 4 8 time; 338 R 1 6 discount percent; 339 R 1 10 charge quantity; 340 ID 1 3 charge; 341 AN 1 16 charge number
342 R 1 5 percent of invoice payable; 344 ID 2 2 unit of time period or interval; 345 ID 2 2 lead time; 346 ID 2 2 application type
347 R 1 10 hash total; 349 ID 1 1 description type; 350 AN 1 20 line identification; 351 N0 1 3 discount days; 352 AN 1 80 description
353 ID 2 2 set purpose; 354 N0 1 6 number of lines; 355 ID 2 2 unit of measure; 356 N0 1 6 pack; 357 R 1 8 size; 358 R 1 10 quantity invoiced
359 R 1 15 charge rate; 360 N2 1 15 charge total; 362 N2 1 10 terms discount amount; 363 ID 3 3 note type; 364 AN 1 80 phone, mail or other number
365 ID 2 2 number type; 366 ID 2 2 contact function; 367 AN 1 30 contract number; 368 ID 2 2 shipment or order status; 369 AN 1 45 free description
370 DT 8 8 discount due date; 371 ID 2 2 change reason; 372 ID 1 1 liability code; 373 DT 8 8 date; 374 ID 3 3 date/time qualifier
375 ID 2 2 tariff service; 378 ID 1 1 percent basis; 380 R 1 15 quantity; 382 R 1 10 units shipped; 383 R 1 9 quantity difference
384 R 1 9 gross weight per pack; 385 R 1 9 gross volume per pack; 386 N0 1 3 net days; 387 AN 1 35 routing text; 388 DT 8 8 terms deferred due date
389 N2 1 10 deferred amount due; 394 AN 1 12 warehouse receipt number; 395 R 1 8 unit weight; 396 AN 2 30 shipment id (depositor or warehouse)
397 AN 1 10 colour; 398 R 1 10 order sizing factor; 399 ID 1 1 pallet exchange; 400 ID 2 2 unit load option; 406 N0 1 3 pallets shipped
407 ID 2 2 seal status; 408 R 1 4 temperature; 409 N0 1 3 pallets received; 410 N0 1 3 pallets returned; 411 R 1 7 quantity contested
412 ID 2 2 receiving condition; 413 R 1 7 quantity received; 414 N0 1 7 lading quantity received; 416 N0 6 6 pallet block and tiers
426 ID 2 2 adjustment reason (payment); 429 AN 1 16 check number; 432 ID 2 2 date qualifier; 433 ID 2 2 FOB point code; 434 AN 1 30 FOB point
438 AN 12 12 UPC case code; 441 ID 1 1 tax exempt; 442 AN 16 16 micr number; 443 AN 1 20 contact reference; 446 DT 8 8 net due date
447 AN 1 6 loop id; 451 AN 1 12 warehouse lot number; 452 R 1 9 quantity damaged or on hold; 455 ID 1 2 responsible agency
456 ID 2 2 temperature probe location; 458 AN 2 25 dunnage description; 460 ID 1 1 shipment weight; 466 N0 1 2 number of stop-offs
472 N0 6 6 link sequence; 473 ID 1 1 order status; 474 AN 1 22 master reference; 475 AN 1 22 credit/debit number; 477 R 1 10 credit/debit quantity
478 ID 1 1 credit or debit; 479 ID 2 2 group id; 480 AN 1 12 version, release, industry; 481 ID 1 2 trace type; 482 ID 2 2 payment action
488 N0 1 3 percent; 499 AN 1 10 condition value; 501 ID 2 2 customs documentation handling; 506 ID 2 2 bank id qualifier; 507 AN 3 12 bank id
508 AN 1 35 account number; 509 AN 10 10 originating company id; 510 AN 9 9 originating company, more; 514 ID 1 1 reporting code
522 ID 1 3 amount qualifier; 529 ID 1 2 inventory transaction type; 531 AN 1 12 agent shipment id; 536 ID 2 2 nature of the claim
538 ID 2 2 claim charge qualifier; 539 AN 1 25 vehicle id (VIN); 540 ID 2 2 damage type; 541 ID 1 1 damage severity; 542 N1 1 3 labor hours
543 N2 3 6 labor rate; 544 ID 1 1 evidence sent or not; 546 ID 2 2 claim status; 548 ID 3 3 decline or amend reason; 550 N2 3 6 total labor cost
551 N2 2 15 total miscellaneous costs; 552 N2 3 15 total repair cost; 553 AN 1 4 authorisation; 554 N0 1 6 running number
555 AN 5 6 labor operation id; 556 ID 2 2 damage area; 557 AN 3 16 part name; 558 ID 1 1 reservation action; 559 ID 2 2 code list agency
560 ID 2 10 special service; 563 ID 1 2 sales requirement; 566 ID 1 2 product substitution; 567 N0 4 5 equipment length; 569 ID 1 3 account qualifier
571 ID 1 1 tare qualifier; 584 ID 2 2 employment status; 587 ID 2 2 acknowledgment type; 591 ID 3 3 payment method; 594 ID 1 1 frequency
595 ID 1 1 compartment id; 597 ID 1 8 vessel; 598 AN 1 12 waybill number; 604 ID 1 1 consolidation code; 610 N2 1 15 amount; 619 AN 2 3 zone
622 N0 1 5 count of loads; 623 ID 2 2 time zone code; 625 ID 1 1 COD payment method; 626 ID 1 2 excess transportation reason
627 ID 1 1 excess transportation responsibility; 628 AN 1 12 node id; 639 ID 2 2 unit price basis; 640 ID 2 2 transaction type
641 ID 3 3 status reason; 646 R 1 15 quantity shipped to date; 647 ID 1 3 application error; 648 ID 3 3 price multiplier qualifier
649 R 1 10 multiplier; 653 ID 3 3 discount terms type; 654 ID 2 2 discount base qualifier; 655 R 1 10 discount base value
656 ID 2 3 discount control limit qualifier; 657 N0 1 10 discount control limit; 659 ID 1 2 basis of verification; 662 ID 1 1 relationship
665 ID 1 1 residue flag; 668 ID 2 2 line status; 669 ID 3 3 currency market/exchange; 670 ID 2 2 change type; 671 R 1 9 quantity left to receive
673 ID 2 2 quantity qualifier; 687 ID 2 2 class of trade; 688 ID 2 2 restrictions/conditions qualifier; 704 ID 1 2 paperwork/report action
706 ID 2 2 relationship of the party; 715 ID 1 1 group verdict; 716 ID 1 3 group error; 717 ID 1 1 set verdict; 718 ID 1 3 set error
719 N0 1 6 segment position; 720 ID 1 3 segment error; 721 ID 2 3 segment id; 722 N0 1 2 element position; 723 ID 1 3 element error
724 AN 1 99 copy of the bad value; 725 N0 1 4 data element number; 728 ID 1 2 returnable container load make-up; 729 AN 1 6 category
731 ID 2 2 transit direction; 732 ID 2 2 transit time direction qualifier; 733 R 1 4 transit time; 734 AN 1 12 parent node id; 735 ID 1 2 node level
736 ID 1 1 has child nodes; 737 ID 2 2 measurement reference; 738 ID 1 3 measurement qualifier; 739 R 1 20 measured value; 740 R 1 20 range minimum
741 R 1 20 range maximum; 742 AN 1 35 route description; 743 ID 1 2 returnable container freight payment responsibility; 750 ID 2 3 characteristic
751 AN 1 12 description code; 752 ID 2 2 surface/layer/position; 753 ID 1 5 packaging characteristic; 754 AN 1 7 packaging description code
755 ID 2 2 report type; 756 ID 1 2 report transmission; 757 N0 1 2 report copies needed; 759 ID 2 2 reportable quantity
761 N0 1 1 equipment check digit; 765 N0 1 2 day of month; 769 AN 1 16 exception number; 770 AN 1 20 option number; 782 R 1 18 monetary amount
784 N0 1 15 length of the binary data; 785 B 1 0 binary data; 786 ID 2 2 security level; 787 N0 1 15 record length; 788 N0 1 5 block length
789 AN 2 2 drawing sheet size; 790 AN 1 132 entity title; 791 AN 1 80 entity purpose; 792 ID 1 1 entity status; 797 ID 2 2 security technique
799 AN 1 30 version id; 800 AN 1 30 compression technique; 801 AN 1 30 interchange format; 802 AN 1 30 program id; 803 AN 1 64 file name
804 AN 1 4 block type; 805 AN 1 25 canadian hazard notation; 806 ID 4 6 epa waste stream number; 807 ID 12 16 waste characteristics
808 ID 3 3 hazmat information qualifier; 809 AN 1 25 hazmat information; 810 N0 1 6 inner pack; 812 ID 1 10 payment format
817 AN 1 30 tax information id number; 819 ID 2 3 language; 822 AN 1 15 source sub-qualifier; 828 R 1 9 percent basis
831 ID 1 2 inspection location type; 833 ID 2 2 automotive manufacturers; 838 AN 2 9 dealer code; 844 ID 2 2 inbound hold; 853 ID 2 2 damage reason
854 ID 2 2 vessel type; 875 ID 3 3 maintenance type; 883 ID 1 2 pallet type; 884 N0 1 3 pallet tiers; 885 N0 1 3 pallet blocks
890 ID 2 2 carrier change reason; 891 ID 2 2 ship date change reason; 892 ID 2 2 line change reason; 893 ID 1 1 detail adjustment id
897 ID 1 1 vessel code qualifier; 927 ID 1 1 damage code list; 933 AN 1 264 message text; 934 ID 2 2 printer control
935 ID 2 2 measurement significance; 936 ID 2 2 measurement attribute; 951 ID 1 2 balance type; 954 R 1 10 percent; 955 ID 2 2 tax jurisdiction list
956 AN 1 10 tax jurisdiction; 961 AN 1 99 new content; 963 ID 2 2 tax type; 983 ID 1 1 hazard class list; 984 ID 1 1 hazmat shipping name qualifier
985 ID 3 3 n.o.s. flag; 986 ID 1 1 special commodity flag; 1000 AN 2 2 service characteristics qualifier; 1004 ID 1 2 percent qualifier
1005 ID 4 4 hierarchy structure; 1018 R 1 15 exponent; 1019 ID 3 3 invoice type; 1023 ID 1 1 hazard zone; 1024 N0 1 2 count of tank compartments
1025 ID 1 1 loading or discharge location; 1026 ID 3 3 vessel material; 1030 ID 3 3 gasket type; 1031 ID 3 3 trailer lining type
1035 AN 1 35 last name or organisation; 1036 AN 1 25 first name; 1037 AN 1 25 middle name; 1038 AN 1 10 name prefix; 1039 AN 1 10 name suffix
1042 ID 2 2 load or device; 1043 R 1 2 diameter; 1044 ID 3 3 hose type; 1045 ID 2 2 inlet or outlet material type
1046 ID 2 2 inlet or outlet fitting type; 1047 ID 2 2 miscellaneous equipment; 1048 ID 1 3 business function; 1049 ID 1 5 tax payment type
1050 AN 1 6 taxpayer verification; 1051 N2 1 10 tax amount; 1065 ID 1 1 person or organisation; 1066 ID 1 2 citizenship status
1067 ID 1 1 marital status; 1068 ID 1 1 gender; 1073 ID 1 1 yes/no answer; 1096 ID 5 5 county designator; 1106 ID 2 2 address part
1109 ID 1 1 race or ethnicity; 1122 ID 1 1 vent setting; 1136 ID 2 2 code category; 1149 ID 4 6 occupation; 1166 ID 2 2 contract type
1176 ID 2 3 employment class; 1179 ID 1 1 customs entry type group; 1186 ID 2 2 type of income; 1195 AN 1 80 financial information
1196 ID 2 2 breakdown structure detail; 1224 ID 2 2 contribution; 1232 ID 2 2 purchase category; 1250 ID 2 3 period format
1251 AN 1 35 date or period; 1262 ID 1 2 loan type; 1270 ID 1 3 code list; 1271 AN 1 30 value from the code list; 1274 AN 2 2 train delay reason
1280 ID 1 1 side of the longitude or latitude; 1296 AN 1 6 special processing type; 1300 ID 4 4 service, allowance or charge code
1301 AN 1 10 agency's charge code; 1309 ID 2 2 acquisition data; 1310 ID 1 1 financing type; 1321 ID 2 2 condition flag
1322 ID 1 1 certification type; 1373 ID 2 4 measurement method or device; 1375 AN 1 5 interim hazmat regulatory number
1401 ID 1 3 proposal data detail id; 1430 AN 1 7 day rotation; 1470 N0 1 9 number; 1511 ID 2 2 type of deduction; 1525 ID 1 2 request category
1528 N0 1 2 component in error; 1551 AN 1 4096 message text; 1570 ID 3 3 filter id; 1609 ID 2 3 related data id; 1650 ID 2 2 shipment status
1651 ID 2 2 status or appointment reason; 1652 ID 2 2 appointment status; 1654 ID 7 7 longitude DDDMMSS; 1655 ID 7 7 latitude DDDMMSS
1684 ID 1 4 attendance type; 1685 ID 1 1 tax treatment; 1687 R 1 15 earnings rate of pay; 1688 ID 1 4 deduction type
I01 ID 2 2 authorisation qualifier; I02 AN 10 10 authorisation; I03 ID 2 2 security qualifier; I04 AN 10 10 security
I05 ID 2 2 interchange id qualifier; I06 AN 15 15 sender id; I07 AN 15 15 receiver id; I08 DT 6 6 interchange date (YYMMDD)
I09 TM 4 4 interchange time (HHMM); I10 ID 1 1 standards id; I11 ID 5 5 interchange version; I12 N0 9 9 interchange control number
I13 ID 1 1 TA1 requested; I14 ID 1 1 usage (test or production); I15 AN 1 1 component separator; I16 N0 1 5 number of groups
I17 ID 1 1 interchange verdict; I18 ID 3 3 interchange note
`;

/** Elements that 005010 adds or measures differently. */
export const elements005010 = `
58 N2 1 15 charge; 117 N2 1 15 prepaid amount; 127 AN 1 50 reference value; 148 R 2 9 lading value; 207 AN 1 15 equipment number
267 N0 1 10 net explosive quantity; 358 R 1 15 quantity invoiced; 364 AN 1 256 phone, mail or other number; 447 AN 1 4 loop id
539 AN 1 30 vehicle id (VIN); 562 ID 1 2 rate or value type; 598 AN 1 25 waybill number; 618 ID 1 3 999 set error; 620 ID 1 3 999 segment error
621 ID 1 3 999 element error; 719 N0 1 10 segment position; 1000 AN 2 3 service characteristics qualifier; 1035 AN 1 60 last name or organisation
1036 AN 1 35 first name; 1095 N0 4 4 year; 1104 ID 2 2 name part; 1321 ID 2 3 condition flag; 1658 ID 3 3 tender decline reason
1686 N0 1 4 repetition in error; 1699 ID 1 1 pallet structure; 1705 AN 1 35 implementation convention; 1715 ID 1 3 country subdivision
9998 AN 1 35 context reference; 9999 AN 1 35 context name; I65 AN 1 1 repetition separator
`;
