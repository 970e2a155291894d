/** Countries in which a partner of any one of them may sell: the region of the European Union and the Free Trade Association. */
const EUROPE = new Set(
  'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
);

/** The CSP region of a country; elsewhere than in Europe a country counts as its own region. */
const regionOf = (country: string): string => (EUROPE.has(country.toUpperCase()) ? 'EU' : country.toUpperCase());

/** Business crosses no border of a region (§10.6). */
export const isSameRegion = (one: string, other: string): boolean => regionOf(one) === regionOf(other);
