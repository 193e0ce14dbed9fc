/**
 * Nationalities by ISO 3166-1 alpha-3 code, with the country's name and the words that files use for its
 * people: `alpha3 alpha2 name;word;word`. The ICAO codes XXA (stateless), XXB (refugee) and XXX (unspecified)
 * are left out: text that says so is kept as written. So are words that two countries share: Congolese, Dominican,
 * Korean, and Kurdish, which is no nationality.
 *
 * Sources: ISO 3166-1; the dataset's `pers_nationality` is free text (country name, nationality word or code).
 */
const table = `
AFG AF Afghanistan;Afghan;Afghani;Afghanistani
ALB AL Albania;Albanian
DZA DZ Algeria;Algerian
AND AD Andorra;Andorran
AGO AO Angola;Angolan
ATG AG Antigua and Barbuda;Antiguan;Antigua
ARG AR Argentina;Argentine;Argentinian
ARM AM Armenia;Armenian
AUS AU Australia;Australian
AUT AT Austria;Austrian
AZE AZ Azerbaijan;Azerbaijani;Azeri
BHS BS Bahamas;Bahamian;The Bahamas
BHR BH Bahrain;Bahraini
BGD BD Bangladesh;Bangladeshi
BRB BB Barbados;Barbadian
BLR BY Belarus;Belarusian;Belorussian;Byelorussian
BEL BE Belgium;Belgian
BLZ BZ Belize;Belizean
BEN BJ Benin;Beninese
BTN BT Bhutan;Bhutanese
BOL BO Bolivia;Bolivian;Plurinational State of Bolivia
BIH BA Bosnia and Herzegovina;Bosnian;Bosnia;Bosnia-Herzegovina;Bosnian and Herzegovinian
BWA BW Botswana;Botswanan;Motswana
BRA BR Brazil;Brazilian
BRN BN Brunei;Bruneian;Brunei Darussalam
BGR BG Bulgaria;Bulgarian
BFA BF Burkina Faso;Burkinabe
BDI BI Burundi;Burundian
KHM KH Cambodia;Cambodian
CMR CM Cameroon;Cameroonian
CAN CA Canada;Canadian
CPV CV Cape Verde;Cabo Verde;Cape Verdean;Cape Verdian
CAF CF Central African Republic;Central African;CAR
TCD TD Chad;Chadian
CHL CL Chile;Chilean
CHN CN China;Chinese;People's Republic of China
COL CO Colombia;Colombian
COM KM Comoros;Comoran;Comorian
COG CG Congo;Republic of the Congo;Congo (Brazzaville);Congo Brazzaville;Congolese (Congo);Congolese (Republic of the Congo)
COD CD Democratic Republic of the Congo;Democratic Republic of Congo;DR Congo;DRC;Congo (DRC);Congo DR;Congo (Kinshasa);Zaire;Congolese (DRC);Congolese (Democratic Republic)
CRI CR Costa Rica;Costa Rican
CIV CI Ivory Coast;Cote d'Ivoire;Côte d'Ivoire;Ivorian;Ivorean
HRV HR Croatia;Croatian
CUB CU Cuba;Cuban
CYP CY Cyprus;Cypriot
CZE CZ Czechia;Czech Republic;Czech
DNK DK Denmark;Danish
DJI DJ Djibouti;Djiboutian
DMA DM Dominica
DOM DO Dominican Republic;Dominican (Republic)
ECU EC Ecuador;Ecuadorian
EGY EG Egypt;Egyptian
SLV SV El Salvador;Salvadoran;Salvadorian;Salvadorean
GNQ GQ Equatorial Guinea;Equatorial Guinean
ERI ER Eritrea;Eritrean
EST EE Estonia;Estonian
SWZ SZ Eswatini;Swaziland;Swazi
ETH ET Ethiopia;Ethiopian
FJI FJ Fiji;Fijian
FIN FI Finland;Finnish
FRA FR France;French
GAB GA Gabon;Gabonese
GMB GM Gambia;The Gambia;Gambian
GEO GE Georgia;Georgian
DEU DE Germany;German
GHA GH Ghana;Ghanaian
GRC GR Greece;Greek
GRD GD Grenada;Grenadian
GTM GT Guatemala;Guatemalan
GIN GN Guinea;Guinean;Guinea Conakry;Republic of Guinea
GNB GW Guinea-Bissau;Guinea Bissau;Bissau-Guinean
GUY GY Guyana;Guyanese
HTI HT Haiti;Haitian
HND HN Honduras;Honduran
HKG HK Hong Kong;Hong Kong SAR;Hong Konger;Hong Kong Chinese
HUN HU Hungary;Hungarian
ISL IS Iceland;Icelandic
IND IN India;Indian
IDN ID Indonesia;Indonesian
IRN IR Iran;Islamic Republic of Iran;Iranian;Persian
IRQ IQ Iraq;Iraqi
IRL IE Ireland;Republic of Ireland;Irish;Eire
ISR IL Israel;Israeli
ITA IT Italy;Italian
JAM JM Jamaica;Jamaican
JPN JP Japan;Japanese
JOR JO Jordan;Jordanian
KAZ KZ Kazakhstan;Kazakh;Kazakhstani
KEN KE Kenya;Kenyan
KIR KI Kiribati;I-Kiribati
XKX XK Kosovo;Kosovan;Kosovar
KWT KW Kuwait;Kuwaiti
KGZ KG Kyrgyzstan;Kyrgyz;Kyrgyz Republic;Kyrgyzstani
LAO LA Laos;Laotian;Lao People's Democratic Republic;Lao
LVA LV Latvia;Latvian
LBN LB Lebanon;Lebanese
LSO LS Lesotho;Mosotho;Basotho
LBR LR Liberia;Liberian
LBY LY Libya;Libyan;Libyan Arab Jamahiriya
LIE LI Liechtenstein;Liechtensteiner
LTU LT Lithuania;Lithuanian
LUX LU Luxembourg;Luxembourger
MDG MG Madagascar;Malagasy
MWI MW Malawi;Malawian
MYS MY Malaysia;Malaysian
MDV MV Maldives;Maldivian
MLI ML Mali;Malian
MLT MT Malta;Maltese
MHL MH Marshall Islands;Marshallese
MRT MR Mauritania;Mauritanian
MUS MU Mauritius;Mauritian
MEX MX Mexico;Mexican
FSM FM Micronesia;Federated States of Micronesia;Micronesian
MDA MD Moldova;Moldovan;Republic of Moldova
MCO MC Monaco;Monegasque
MNG MN Mongolia;Mongolian
MNE ME Montenegro;Montenegrin
MAC MO Macao;Macau
MAR MA Morocco;Moroccan
MOZ MZ Mozambique;Mozambican
MMR MM Myanmar;Burma;Burmese
NAM NA Namibia;Namibian
NRU NR Nauru;Nauruan
NPL NP Nepal;Nepalese;Nepali
NLD NL Netherlands;Dutch;Holland
NZL NZ New Zealand;New Zealander
NIC NI Nicaragua;Nicaraguan
NER NE Niger;Nigerien
NGA NG Nigeria;Nigerian
PRK KP North Korea;North Korean;Democratic People's Republic of Korea;Korea (North)
MKD MK North Macedonia;Macedonia;Macedonian;Republic of North Macedonia;Former Yugoslav Republic of Macedonia;FYROM
NOR NO Norway;Norwegian
OMN OM Oman;Omani
PAK PK Pakistan;Pakistani
PLW PW Palau;Palauan
PSE PS Palestine;State of Palestine;Occupied Palestinian Territories;Palestinian;Palestinian Territories;Palestinian Territory;Palestinian Authority;Occupied Palestinian Territory
PAN PA Panama;Panamanian
PNG PG Papua New Guinea;Papua New Guinean
PRY PY Paraguay;Paraguayan
PER PE Peru;Peruvian
PHL PH Philippines;Filipino;Filipina
POL PL Poland;Polish
PRT PT Portugal;Portuguese
QAT QA Qatar;Qatari
ROU RO Romania;Romanian;Rumania;Roumanian;Rumanian
RUS RU Russia;Russian Federation;Russian
RWA RW Rwanda;Rwandan
KNA KN Saint Kitts and Nevis;St Kitts and Nevis;Kittitian
LCA LC Saint Lucia;St Lucia;Saint Lucian;St Lucian
VCT VC Saint Vincent and the Grenadines;St Vincent and the Grenadines;St Vincent;Vincentian
WSM WS Samoa;Samoan
SMR SM San Marino;Sammarinese
STP ST Sao Tome and Principe;Sao Tomean
SAU SA Saudi Arabia;Saudi
SEN SN Senegal;Senegalese
SRB RS Serbia;Serbian
SYC SC Seychelles;Seychellois
SLE SL Sierra Leone;Sierra Leonean
SGP SG Singapore;Singaporean
SVK SK Slovakia;Slovak;Slovakian
SVN SI Slovenia;Slovenian;Slovene
SLB SB Solomon Islands;Solomon Islander
SOM SO Somalia;Somali
ZAF ZA South Africa;South African
KOR KR South Korea;South Korean;Republic of Korea;Korea (South)
SSD SS South Sudan;South Sudanese
ESH EH Western Sahara;Sahrawi
ESP ES Spain;Spanish
LKA LK Sri Lanka;Sri Lankan
SDN SD Sudan;Sudanese
SUR SR Suriname;Surinamese;Surinamese
SWE SE Sweden;Swedish
CHE CH Switzerland;Swiss
SYR SY Syria;Syrian Arab Republic;Syrian;Syria Arab Republic
TWN TW Taiwan;Taiwan, Province of China;Republic of China;Taiwanese
TJK TJ Tajikistan;Tajik;Tajikistani
TZA TZ Tanzania;United Republic of Tanzania;Tanzanian
THA TH Thailand;Thai
TLS TL Timor-Leste;East Timor;East Timorese;Timorese
TGO TG Togo;Togolese
TON TO Tonga;Tongan
TTO TT Trinidad and Tobago;Trinidadian;Trinidad;Tobagonian;Trinidad & Tobago
TUN TN Tunisia;Tunisian
TUR TR Turkey;Türkiye;Turkiye;Turkish
TKM TM Turkmenistan;Turkmen;Turkmenistani
TUV TV Tuvalu;Tuvaluan
UGA UG Uganda;Ugandan
UKR UA Ukraine;Ukrainian
ARE AE United Arab Emirates;UAE;Emirati
GBR GB United Kingdom;UK;United Kingdom (British);British (United Kingdom);Great Britain;Britain;United Kingdom of Great Britain and Northern Ireland;British;England;English;Scotland;Scottish;Wales;Welsh;Northern Ireland;Northern Irish
USA US United States;United States of America;American
URY UY Uruguay;Uruguayan
UZB UZ Uzbekistan;Uzbek;Uzbekistani
VUT VU Vanuatu;Ni-Vanuatu
VAT VA Vatican City;Holy See
VEN VE Venezuela;Venezuelan;Bolivarian Republic of Venezuela
VNM VN Vietnam;Viet Nam;Vietnamese
YEM YE Yemen;Yemeni
ZMB ZM Zambia;Zambian
ZWE ZW Zimbabwe;Zimbabwean
`

export type Country = { code: string; name: string }

const words = new Map<string, string>()
const names = new Map<string, string>()
const byAlpha2 = new Map<string, string>()

for (const line of table.trim().split('\n')) {
  const [alpha3 = '', alpha2 = ''] = line.split(' ', 2)
  const called = line.slice(7).split(';')
  names.set(alpha3, called[0] ?? alpha3)
  for (const word of called) words.set(plainWord(word), alpha3)
  byAlpha2.set(alpha2, alpha3)
}

function plainWord(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{Diacritic}/gu, '')
      .toLowerCase()
      // U.K. and D.R. are one word each.
      .replace(/\b(?:[a-z]\.){2,}/g, (initials) => initials.replaceAll('.', ''))
      .replace(/['’]/g, '')
      .replace(/[^a-z]+/g, ' ')
      .trim()
  )
}

/** Codes that in a column of free text are an answer: not available, no, don't know, no information, not recorded. */
const answers = ['NA', 'NO', 'DK', 'NI', 'NR']

const codeOf = (text: string): string | undefined =>
  // A code only in capitals: `Can` is no Canada, `And` no Andorra.
  names.has(text) ? text : answers.includes(text) ? undefined : byAlpha2.get(text)

/** The country that a nationality as written means, or undefined: then it is kept as written and listed. */
export function nationalityOf(asWritten: string): string | undefined {
  const text = asWritten.trim()
  return (
    codeOf(text) ??
    readings(text)
      .map((reading) => words.get(plainWord(reading)))
      .find((code) => code !== undefined)
  )
}

/** The ways in which lists print one name: `Iran, Islamic Republic of`, `Congo (Democratic Republic)`, `Irish citizen`. */
function readings(text: string): string[] {
  const turned = /^([^,(]+?)\s*[,(]\s*([^,()]+?)\)?$/.exec(text)
  const [, name = '', rest = ''] = turned ?? []
  const ways =
    turned === null ? [text] : [text, `${rest} ${name}`, `${rest} of ${name}`, `${rest} of the ${name}`]
  const bare = ways.map((way) =>
    way
      .trim()
      .replace(/^(the|a|an)\s+/i, '')
      .replace(/^(citizen|national|nationality|person)\s*(of|from|:)?\s+/i, '')
      .replace(/\s+(national|citizen|nationality|passport holder|origin)s?$/i, ''),
  )
  const plain = bare.map((way) =>
    way.replace(
      /^((islamic|socialist|arab|federal|democratic|federal democratic|hashemite) )?(republic|kingdom|state) of (the )?/i,
      '',
    ),
  )
  // `Democratic Republic of the Congo` is found whole before anything is taken from its front.
  return [...ways, ...bare, ...plain.filter((way) => !/^(congo|korea|china)$/i.test(way.trim()))]
}

/** The country's name; a code that no list has is shown as it is. */
export const countryName = (code: string): string => names.get(code) ?? code

export const countries: readonly Country[] = [...names]
  .map(([code, name]) => ({ code, name }))
  .sort((a, b) => a.name.localeCompare(b.name, 'en'))
