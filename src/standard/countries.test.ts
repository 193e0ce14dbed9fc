import { describe, expect, test } from 'vitest'
import { countries, countryName, nationalityOf } from './countries.ts'

describe('a nationality as files write it', () => {
  // Names as ISO 3166-1, the United Nations, the Home Office and case systems print them.
  test.each<[string, string[]]>([
    [
      'AFG',
      [
        'Afghanistan',
        'Afghan',
        'AFGHAN',
        ' afghani ',
        'AFG',
        'AF',
        'Islamic Republic of Afghanistan',
        'Afghan national',
      ],
    ],
    ['VNM', ['Vietnam', 'Viet Nam', 'Vietnamese', 'VNM', 'VN', 'Socialist Republic of Viet Nam']],
    ['SYR', ['Syria', 'Syrian', 'Syrian Arab Republic', 'SY']],
    [
      'IRN',
      [
        'Iran',
        'Iranian',
        'Iran, Islamic Republic of',
        'Iran (Islamic Republic of)',
        'Islamic Republic of Iran',
        'IR',
      ],
    ],
    [
      'COD',
      [
        'Congo, Democratic Republic of',
        'Congo, the Democratic Republic of the',
        'Congo (Democratic Republic of the)',
        'Congo (Democratic Republic)',
        'Democratic Republic of the Congo',
        'Democratic Republic of Congo',
        'DR Congo',
        'D.R. Congo',
        'DRC',
        'Congo (DRC)',
        'Congo (Kinshasa)',
        'COD',
        'CD',
        'Congolese (DRC)',
      ],
    ],
    [
      'COG',
      [
        'Congo',
        'Republic of the Congo',
        'Congo, Republic of the',
        'Congo (Brazzaville)',
        'COG',
        'CG',
        'Congo Brazzaville',
      ],
    ],
    ['TZA', ['Tanzania, United Republic of', 'United Republic of Tanzania', 'Tanzanian']],
    [
      'KOR',
      ['Korea, Republic of', 'Korea (Republic of)', 'Republic of Korea', 'South Korean', 'Korea (South)'],
    ],
    [
      'PRK',
      [
        "Korea, Democratic People's Republic of",
        'Korea (the Democratic People’s Republic of)',
        'North Korean',
      ],
    ],
    ['MDA', ['Moldova, Republic of', 'Moldovan']],
    ['BOL', ['Bolivia, Plurinational State of', 'Bolivia (Plurinational State of)']],
    ['VEN', ['Venezuela, Bolivarian Republic of', 'Venezuelan']],
    [
      'PSE',
      [
        'Palestine, State of',
        'State of Palestine',
        'Palestinian',
        'Occupied Palestinian Territories',
        'Palestinian Authority',
      ],
    ],
    ['MKD', ['Macedonia, the former Yugoslav Republic of', 'North Macedonia', 'Macedonian']],
    ['FSM', ['Micronesia, Federated States of', 'Micronesia (Federated States of)']],
    ['TWN', ['Taiwan, Province of China', 'Taiwan', 'Republic of China']],
    ['CHN', ['China', 'Chinese', "People's Republic of China", "China, People's Republic of"]],
    ['LAO', ["Lao People's Democratic Republic", 'Laotian', 'Laos']],
    ['LBY', ['Libya', 'Libyan Arab Jamahiriya']],
    ['SDN', ['Sudan', 'Sudanese', 'Republic of Sudan', 'the Sudan', 'SD']],
    ['SSD', ['South Sudan', 'South Sudanese', 'Republic of South Sudan', 'SS']],
    ['ERI', ['Eritrea', 'State of Eritrea', 'Eritrean']],
    ['ETH', ['Ethiopian', 'Federal Democratic Republic of Ethiopia']],
    ['IRQ', ['Iraq', 'Iraqi', 'Republic of Iraq', 'IQ']],
    ['ALB', ['Albania', 'Albanian', 'Republic of Albania', 'AL']],
    ['CIV', ['Ivory Coast', 'Côte d’Ivoire', "Cote d'Ivoire", 'Ivorian']],
    ['GMB', ['Gambia', 'The Gambia', 'Gambia, The', 'Gambia (The)']],
    ['TUR', ['Turkey', 'Türkiye', 'Turkish']],
    ['GIN', ['Guinea', 'Guinea Conakry', 'Republic of Guinea']],
    ['NER', ['Niger', 'Nigerien']],
    ['NGA', ['Nigeria', 'Nigerian']],
    ['DOM', ['Dominican Republic']],
    ['IRL', ['Ireland', 'Republic of Ireland', 'Irish', 'Irish citizen']],
    ['USA', ['United States of America', 'USA', 'US', 'American']],
    [
      'GBR',
      [
        'British',
        'british citizen',
        'British Citizen',
        'British national',
        'United Kingdom',
        'United Kingdom (British)',
        'UK',
        'U.K.',
        'GB',
        'GBR',
        'Great Britain',
        'United Kingdom of Great Britain and Northern Ireland',
        'England',
        'English',
        'Scottish',
        'Welsh',
        'Northern Irish',
      ],
    ],
  ])('%s', (code, ways) => {
    for (const way of ways) expect(nationalityOf(way), way).toBe(code)
  })

  test.each([
    ['says that it is not known', ['Unknown', 'Not known', 'N/K', 'Not recorded', '', ' ', '-', '?']],
    ['is an answer in capitals, not a code', ['NA', 'NO', 'N/A', 'DK', 'NI', 'NR']],
    ['is a small word, not a code', ['no', 'and', 'can', 'are', 'per', 'is', 'in']],
    ['has no country', ['Stateless', 'Refugee', 'XXA', 'XXB', 'XXX', 'Bidoon']],
    ['belongs to two countries', ['Congolese', 'Dominican', 'Korean', 'Korea']],
    [
      'is a people, not a nationality',
      ['Kurdish', 'Kurd', 'Roma', 'Asian', 'African', 'White British', 'Iraqi Kurdish'],
    ],
    ['names two', ['British/Somali', 'Sudan or Eritrea', 'British and Irish']],
    ['has a status of its own', ['British National (Overseas)', 'British Overseas Territories citizen']],
    ['is no country now', ['Soviet Union', 'Yugoslavia', 'Somaliland']],
  ])('that %s is kept as written', (_why, texts) => {
    for (const text of texts) expect(nationalityOf(text), text).toBeUndefined()
  })
})

describe('the list of countries', () => {
  test('has every country once, and finds each by its name and by its code', () => {
    expect(new Set(countries.map((country) => country.code)).size).toBe(countries.length)
    for (const { code, name } of countries) {
      expect(nationalityOf(code), code).toBe(code)
      expect(nationalityOf(name), name).toBe(code)
      expect(countryName(code)).toBe(name)
      expect(code).toMatch(/^[A-Z]{3}$/)
    }
  })

  test('has the 193 members of the United Nations, its two observers, and six that Home Office figures name besides', () => {
    // Hong Kong, Kosovo, Macao, Taiwan and Western Sahara; with Palestine and the Holy See as observers.
    expect(countries).toHaveLength(193 + 2 + 5)
  })

  test('shows a code that nobody has as it is', () => {
    expect(countryName('XYZ')).toBe('XYZ')
  })
})
