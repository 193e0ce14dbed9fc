/**
 * Every authority in the United Kingdom that looks after children, now or since 2013: one line each,
 * `ONS code|name|nation|region|DfE number|from|to`. An empty `from` means before April 2013 or not looked up;
 * an empty `to` means still there. The five health and social care trusts of Northern Ireland have no ONS code
 * in the sources and are known by name.
 *
 * Sources: DfE children looked after releases 2013 to 2025 (OGL v3); ONS codes as collected in
 * drkane/geo-lookups and mysociety/uk_local_authority_names_and_codes (OGL v3).
 */
export const councilTable = `
E06000015|Derby|England|East Midlands|831||
E10000007|Derbyshire|England|East Midlands|830||
E06000016|Leicester|England|East Midlands|856||
E10000018|Leicestershire|England|East Midlands|855||
E10000019|Lincolnshire|England|East Midlands|925||
E06000061|North Northamptonshire|England|East Midlands|940|2021-04-01|
E10000021|Northamptonshire|England|East Midlands|928||2021-03-31
E06000018|Nottingham|England|East Midlands|892||
E10000024|Nottinghamshire|England|East Midlands|891||
E06000017|Rutland|England|East Midlands|857||
E06000062|West Northamptonshire|England|East Midlands|941|2021-04-01|
E06000055|Bedford|England|East of England|822||
E10000003|Cambridgeshire|England|East of England|873||
E06000056|Central Bedfordshire|England|East of England|823||
E10000012|Essex|England|East of England|881||
E10000015|Hertfordshire|England|East of England|919||
E06000032|Luton|England|East of England|821||
E10000020|Norfolk|England|East of England|926||
E06000031|Peterborough|England|East of England|874||
E06000033|Southend-on-Sea|England|East of England|882||
E10000029|Suffolk|England|East of England|935||
E06000034|Thurrock|England|East of England|883||
E09000007|Camden|England|Inner London|202||
E09000001|City of London|England|Inner London|201||
E09000012|Hackney|England|Inner London|204||
E09000013|Hammersmith and Fulham|England|Inner London|205||
E09000014|Haringey|England|Inner London|309||
E09000019|Islington|England|Inner London|206||
E09000020|Kensington and Chelsea|England|Inner London|207||
E09000022|Lambeth|England|Inner London|208||
E09000023|Lewisham|England|Inner London|209||
E09000025|Newham|England|Inner London|316||
E09000028|Southwark|England|Inner London|210||
E09000030|Tower Hamlets|England|Inner London|211||
E09000032|Wandsworth|England|Inner London|212||
E09000033|Westminster|England|Inner London|213||
E06000047|County Durham|England|North East|840||
E06000005|Darlington|England|North East|841||
E08000037|Gateshead|England|North East|390||
E06000001|Hartlepool|England|North East|805||
E06000002|Middlesbrough|England|North East|806||
E08000021|Newcastle upon Tyne|England|North East|391||
E08000022|North Tyneside|England|North East|392||
E06000057|Northumberland|England|North East|929||
E06000003|Redcar and Cleveland|England|North East|807||
E08000023|South Tyneside|England|North East|393||
E06000004|Stockton-on-Tees|England|North East|808||
E08000024|Sunderland|England|North East|394||
E06000008|Blackburn with Darwen|England|North West|889||
E06000009|Blackpool|England|North West|890||
E08000001|Bolton|England|North West|350||
E08000002|Bury|England|North West|351||
E06000049|Cheshire East|England|North West|895||
E06000050|Cheshire West and Chester|England|North West|896||
E06000063|Cumberland|England|North West|942|2023-04-01|
E10000006|Cumbria|England|North West|909||2023-03-31
E06000006|Halton|England|North West|876||
E08000011|Knowsley|England|North West|340||
E10000017|Lancashire|England|North West|888||
E08000012|Liverpool|England|North West|341||
E08000003|Manchester|England|North West|352||
E08000004|Oldham|England|North West|353||
E08000005|Rochdale|England|North West|354||
E08000006|Salford|England|North West|355||
E08000014|Sefton|England|North West|343||
E08000013|St. Helens|England|North West|342||
E08000007|Stockport|England|North West|356||
E08000008|Tameside|England|North West|357||
E08000009|Trafford|England|North West|358||
E06000007|Warrington|England|North West|877||
E06000064|Westmorland and Furness|England|North West|943|2023-04-01|
E08000010|Wigan|England|North West|359||
E08000015|Wirral|England|North West|344||
E09000002|Barking and Dagenham|England|Outer London|301||
E09000003|Barnet|England|Outer London|302||
E09000004|Bexley|England|Outer London|303||
E09000005|Brent|England|Outer London|304||
E09000006|Bromley|England|Outer London|305||
E09000008|Croydon|England|Outer London|306||
E09000009|Ealing|England|Outer London|307||
E09000010|Enfield|England|Outer London|308||
E09000011|Greenwich|England|Outer London|203||
E09000015|Harrow|England|Outer London|310||
E09000016|Havering|England|Outer London|311||
E09000017|Hillingdon|England|Outer London|312||
E09000018|Hounslow|England|Outer London|313||
E09000021|Kingston upon Thames|England|Outer London|314||
E09000024|Merton|England|Outer London|315||
E09000026|Redbridge|England|Outer London|317||
E09000027|Richmond upon Thames|England|Outer London|318||
E09000029|Sutton|England|Outer London|319||
E09000031|Waltham Forest|England|Outer London|320||
E06000036|Bracknell Forest|England|South East|867||
E06000043|Brighton and Hove|England|South East|846||
E10000002|Buckinghamshire|England|South East|825||2020-03-31
E06000060|Buckinghamshire|England|South East|825|2020-04-01|
E10000011|East Sussex|England|South East|845||
E10000014|Hampshire|England|South East|850||
E06000046|Isle of Wight|England|South East|921||
E10000016|Kent|England|South East|886||
E06000035|Medway|England|South East|887||
E06000042|Milton Keynes|England|South East|826||
E10000025|Oxfordshire|England|South East|931||
E06000044|Portsmouth|England|South East|851||
E06000038|Reading|England|South East|870||
E06000039|Slough|England|South East|871||
E06000045|Southampton|England|South East|852||
E10000030|Surrey|England|South East|936||
E06000037|West Berkshire|England|South East|869||
E10000032|West Sussex|England|South East|938||
E06000040|Windsor and Maidenhead|England|South East|868||
E06000041|Wokingham|England|South East|872||
E06000022|Bath and North East Somerset|England|South West|800||
E06000028|Bournemouth|England|South West|837||2019-03-31
E06000058|Bournemouth, Christchurch and Poole|England|South West|839|2019-04-01|
E06000023|Bristol, City of|England|South West|801||
E06000052|Cornwall|England|South West|908||
E10000008|Devon|England|South West|878||
E10000009|Dorset|England|South West|835||2019-03-31
E06000059|Dorset|England|South West|838|2019-04-01|
E10000013|Gloucestershire|England|South West|916||
E06000053|Isles of Scilly|England|South West|420||
E06000024|North Somerset|England|South West|802||
E06000026|Plymouth|England|South West|879||
E06000029|Poole|England|South West|836||2019-03-31
E10000027|Somerset|England|South West|933||2023-03-31
E06000066|Somerset|England|South West|933|2023-04-01|
E06000025|South Gloucestershire|England|South West|803||
E06000030|Swindon|England|South West|866||
E06000027|Torbay|England|South West|880||
E06000054|Wiltshire|England|South West|865||
E08000025|Birmingham|England|West Midlands|330||
E08000026|Coventry|England|West Midlands|331||
E08000027|Dudley|England|West Midlands|332||
E06000019|Herefordshire, County of|England|West Midlands|884||
E08000028|Sandwell|England|West Midlands|333||
E06000051|Shropshire|England|West Midlands|893||
E08000029|Solihull|England|West Midlands|334||
E10000028|Staffordshire|England|West Midlands|860||
E06000021|Stoke-on-Trent|England|West Midlands|861||
E06000020|Telford and Wrekin|England|West Midlands|894||
E08000030|Walsall|England|West Midlands|335||
E10000031|Warwickshire|England|West Midlands|937||
E08000031|Wolverhampton|England|West Midlands|336||
E10000034|Worcestershire|England|West Midlands|885||
E08000038|Barnsley|England|Yorkshire and The Humber|370||
E08000032|Bradford|England|Yorkshire and The Humber|380||
E08000033|Calderdale|England|Yorkshire and The Humber|381||
E08000017|Doncaster|England|Yorkshire and The Humber|371||
E06000011|East Riding of Yorkshire|England|Yorkshire and The Humber|811||
E06000010|Kingston upon Hull, City of|England|Yorkshire and The Humber|810||
E08000034|Kirklees|England|Yorkshire and The Humber|382||
E08000035|Leeds|England|Yorkshire and The Humber|383||
E06000012|North East Lincolnshire|England|Yorkshire and The Humber|812||
E06000013|North Lincolnshire|England|Yorkshire and The Humber|813||
E10000023|North Yorkshire|England|Yorkshire and The Humber|815||2023-03-31
E06000065|North Yorkshire|England|Yorkshire and The Humber|815|2023-04-01|
E08000018|Rotherham|England|Yorkshire and The Humber|372||
E08000039|Sheffield|England|Yorkshire and The Humber|373||
E08000036|Wakefield|England|Yorkshire and The Humber|384||
E06000014|York|England|Yorkshire and The Humber|816||
W06000019|Blaenau Gwent|Wales||||
W06000013|Bridgend|Wales||||
W06000018|Caerphilly|Wales||||
W06000015|Cardiff|Wales||||
W06000010|Carmarthenshire|Wales||||
W06000008|Ceredigion|Wales||||
W06000003|Conwy|Wales||||
W06000004|Denbighshire|Wales||||
W06000005|Flintshire|Wales||||
W06000002|Gwynedd|Wales||||
W06000001|Isle of Anglesey|Wales||||
W06000024|Merthyr Tydfil|Wales||||
W06000021|Monmouthshire|Wales||||
W06000012|Neath Port Talbot|Wales||||
W06000022|Newport|Wales||||
W06000009|Pembrokeshire|Wales||||
W06000023|Powys|Wales||||
W06000016|Rhondda Cynon Taf|Wales||||
W06000011|Swansea|Wales||||
W06000020|Torfaen|Wales||||
W06000014|Vale of Glamorgan|Wales||||
W06000006|Wrexham|Wales||||
S12000033|Aberdeen City|Scotland||||
S12000034|Aberdeenshire|Scotland||||
S12000041|Angus|Scotland||||
S12000035|Argyll and Bute|Scotland||||
S12000036|City of Edinburgh|Scotland||||
S12000005|Clackmannanshire|Scotland||||
S12000006|Dumfries and Galloway|Scotland||||
S12000042|Dundee City|Scotland||||
S12000008|East Ayrshire|Scotland||||
S12000045|East Dunbartonshire|Scotland||||
S12000010|East Lothian|Scotland||||
S12000011|East Renfrewshire|Scotland||||
S12000014|Falkirk|Scotland||||
S12000047|Fife|Scotland||||
S12000049|Glasgow City|Scotland||||
S12000017|Highland|Scotland||||
S12000018|Inverclyde|Scotland||||
S12000019|Midlothian|Scotland||||
S12000020|Moray|Scotland||||
S12000013|Na h-Eileanan Siar|Scotland||||
S12000021|North Ayrshire|Scotland||||
S12000050|North Lanarkshire|Scotland||||
S12000023|Orkney Islands|Scotland||||
S12000048|Perth and Kinross|Scotland||||
S12000038|Renfrewshire|Scotland||||
S12000026|Scottish Borders|Scotland||||
S12000027|Shetland Islands|Scotland||||
S12000028|South Ayrshire|Scotland||||
S12000029|South Lanarkshire|Scotland||||
S12000030|Stirling|Scotland||||
S12000039|West Dunbartonshire|Scotland||||
S12000040|West Lothian|Scotland||||
|Belfast Health and Social Care Trust|Northern Ireland|||2007-04-01|
|Northern Health and Social Care Trust|Northern Ireland|||2007-04-01|
|South Eastern Health and Social Care Trust|Northern Ireland|||2007-04-01|
|Southern Health and Social Care Trust|Northern Ireland|||2007-04-01|
|Western Health and Social Care Trust|Northern Ireland|||2007-04-01|
`
