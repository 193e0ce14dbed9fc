/**
 * Nationalities by ISO 3166-1 alpha-3 code, with the country's name and the words that files use for its
 * people: `alpha3 alpha2 name;word;word`. The ICAO codes XXA (stateless), XXB (refugee) and XXX (unspecified)
 * are left out: text that says so is kept as written.
 *
 * Sources: ISO 3166-1; the dataset's `pers_nationality` is free text (country name, nationality word or code).
 */
const table = `
AFG AF Afghanistan;Afghan;Afghani
ALB AL Albania;Albanian
DZA DZ Algeria;Algerian
AND AD Andorra;Andorran
AGO AO Angola;Angolan
ATG AG Antigua and Barbuda;Antiguan
ARG AR Argentina;Argentine;Argentinian
ARM AM Armenia;Armenian
AUS AU Australia;Australian
AUT AT Austria;Austrian
AZE AZ Azerbaijan;Azerbaijani;Azeri
BHS BS Bahamas;Bahamian
BHR BH Bahrain;Bahraini
BGD BD Bangladesh;Bangladeshi
BRB BB Barbados;Barbadian
BLR BY Belarus;Belarusian
BEL BE Belgium;Belgian
BLZ BZ Belize;Belizean
BEN BJ Benin;Beninese
BTN BT Bhutan;Bhutanese
BOL BO Bolivia;Bolivian
BIH BA Bosnia and Herzegovina;Bosnian
BWA BW Botswana;Botswanan;Motswana
BRA BR Brazil;Brazilian
BRN BN Brunei;Bruneian
BGR BG Bulgaria;Bulgarian
BFA BF Burkina Faso;Burkinabe
BDI BI Burundi;Burundian
KHM KH Cambodia;Cambodian
CMR CM Cameroon;Cameroonian
CAN CA Canada;Canadian
CPV CV Cape Verde;Cabo Verde;Cape Verdean
CAF CF Central African Republic;Central African
TCD TD Chad;Chadian
CHL CL Chile;Chilean
CHN CN China;Chinese
COL CO Colombia;Colombian
COM KM Comoros;Comoran
COG CG Congo;Congolese
COD CD Democratic Republic of the Congo;DR Congo;DRC;Congo (DRC)
CRI CR Costa Rica;Costa Rican
CIV CI Ivory Coast;Cote d'Ivoire;Côte d'Ivoire;Ivorian
HRV HR Croatia;Croatian
CUB CU Cuba;Cuban
CYP CY Cyprus;Cypriot
CZE CZ Czechia;Czech Republic;Czech
DNK DK Denmark;Danish
DJI DJ Djibouti;Djiboutian
DMA DM Dominica
DOM DO Dominican Republic
ECU EC Ecuador;Ecuadorian
EGY EG Egypt;Egyptian
SLV SV El Salvador;Salvadoran
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
GIN GN Guinea;Guinean
GNB GW Guinea-Bissau;Guinea Bissau
GUY GY Guyana;Guyanese
HTI HT Haiti;Haitian
HND HN Honduras;Honduran
HKG HK Hong Kong
HUN HU Hungary;Hungarian
ISL IS Iceland;Icelandic
IND IN India;Indian
IDN ID Indonesia;Indonesian
IRN IR Iran;Islamic Republic of Iran;Iranian
IRQ IQ Iraq;Iraqi
IRL IE Ireland;Republic of Ireland;Irish
ISR IL Israel;Israeli
ITA IT Italy;Italian
JAM JM Jamaica;Jamaican
JPN JP Japan;Japanese
JOR JO Jordan;Jordanian
KAZ KZ Kazakhstan;Kazakh
KEN KE Kenya;Kenyan
KIR KI Kiribati
XKX XK Kosovo;Kosovan;Kosovar
KWT KW Kuwait;Kuwaiti
KGZ KG Kyrgyzstan;Kyrgyz
LAO LA Laos;Laotian
LVA LV Latvia;Latvian
LBN LB Lebanon;Lebanese
LSO LS Lesotho;Mosotho
LBR LR Liberia;Liberian
LBY LY Libya;Libyan
LIE LI Liechtenstein
LTU LT Lithuania;Lithuanian
LUX LU Luxembourg
MDG MG Madagascar;Malagasy
MWI MW Malawi;Malawian
MYS MY Malaysia;Malaysian
MDV MV Maldives;Maldivian
MLI ML Mali;Malian
MLT MT Malta;Maltese
MHL MH Marshall Islands
MRT MR Mauritania;Mauritanian
MUS MU Mauritius;Mauritian
MEX MX Mexico;Mexican
FSM FM Micronesia
MDA MD Moldova;Moldovan
MCO MC Monaco
MNG MN Mongolia;Mongolian
MNE ME Montenegro;Montenegrin
MAR MA Morocco;Moroccan
MOZ MZ Mozambique;Mozambican
MMR MM Myanmar;Burma;Burmese
NAM NA Namibia;Namibian
NRU NR Nauru
NPL NP Nepal;Nepalese;Nepali
NLD NL Netherlands;Dutch
NZL NZ New Zealand
NIC NI Nicaragua;Nicaraguan
NER NE Niger;Nigerien
NGA NG Nigeria;Nigerian
PRK KP North Korea;North Korean
MKD MK North Macedonia;Macedonia;Macedonian
NOR NO Norway;Norwegian
OMN OM Oman;Omani
PAK PK Pakistan;Pakistani
PLW PW Palau
PSE PS Palestine;State of Palestine;Occupied Palestinian Territories;Palestinian
PAN PA Panama;Panamanian
PNG PG Papua New Guinea
PRY PY Paraguay;Paraguayan
PER PE Peru;Peruvian
PHL PH Philippines;Filipino;Filipina
POL PL Poland;Polish
PRT PT Portugal;Portuguese
QAT QA Qatar;Qatari
ROU RO Romania;Romanian
RUS RU Russia;Russian Federation;Russian
RWA RW Rwanda;Rwandan
KNA KN Saint Kitts and Nevis
LCA LC Saint Lucia;St Lucia
VCT VC Saint Vincent and the Grenadines
WSM WS Samoa;Samoan
SMR SM San Marino
STP ST Sao Tome and Principe
SAU SA Saudi Arabia;Saudi
SEN SN Senegal;Senegalese
SRB RS Serbia;Serbian
SYC SC Seychelles
SLE SL Sierra Leone;Sierra Leonean
SGP SG Singapore;Singaporean
SVK SK Slovakia;Slovak;Slovakian
SVN SI Slovenia;Slovenian
SLB SB Solomon Islands
SOM SO Somalia;Somali
ZAF ZA South Africa;South African
KOR KR South Korea;South Korean
SSD SS South Sudan;South Sudanese
ESP ES Spain;Spanish
LKA LK Sri Lanka;Sri Lankan
SDN SD Sudan;Sudanese
SUR SR Suriname;Surinamese
SWE SE Sweden;Swedish
CHE CH Switzerland;Swiss
SYR SY Syria;Syrian Arab Republic;Syrian
TWN TW Taiwan;Taiwanese
TJK TJ Tajikistan;Tajik
TZA TZ Tanzania;United Republic of Tanzania;Tanzanian
THA TH Thailand;Thai
TLS TL Timor-Leste;East Timor
TGO TG Togo;Togolese
TON TO Tonga;Tongan
TTO TT Trinidad and Tobago;Trinidadian
TUN TN Tunisia;Tunisian
TUR TR Turkey;Türkiye;Turkiye;Turkish
TKM TM Turkmenistan;Turkmen
TUV TV Tuvalu
UGA UG Uganda;Ugandan
UKR UA Ukraine;Ukrainian
ARE AE United Arab Emirates;UAE;Emirati
GBR GB United Kingdom;UK;Great Britain;British;British Citizen;United Kingdom (British);English;Scottish;Welsh;Northern Irish
USA US United States;United States of America;American
URY UY Uruguay;Uruguayan
UZB UZ Uzbekistan;Uzbek
VUT VU Vanuatu
VEN VE Venezuela;Venezuelan
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
  for (const word of [alpha3, ...called]) words.set(plainWord(word), alpha3)
  byAlpha2.set(alpha2, alpha3)
}

function plainWord(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim()
}

/** The country that a nationality as written means, or undefined: then it is kept as written and listed. */
export const nationalityOf = (asWritten: string): string | undefined =>
  // Two letters are a code only in capitals: `No` is an answer, `NO` is Norway.
  byAlpha2.get(asWritten.trim()) ?? words.get(plainWord(asWritten))

/** The country's name; a code that no list has is shown as it is. */
export const countryName = (code: string): string => names.get(code) ?? code

export const countries: readonly Country[] = [...names]
  .map(([code, name]) => ({ code, name }))
  .sort((a, b) => a.name.localeCompare(b.name, 'en'))
