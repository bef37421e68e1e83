/** A capital city: name, country, longitude, latitude, people in and around it in millions (rounded). */
export interface Capital {
  name: string
  country: string
  longitude: number
  latitude: number
  people: number
}

const CAPITAL_ROWS: [string, string, number, number, number][] = [
  ['Tokyo', 'Japan', 139.69, 35.69, 37.2],
  ['Delhi', 'India', 77.21, 28.61, 32.9],
  ['Cairo', 'Egypt', 31.24, 30.04, 22.2],
  ['Mexico City', 'Mexico', -99.13, 19.43, 22.3],
  ['Beijing', 'China', 116.41, 39.9, 21.8],
  ['Buenos Aires', 'Argentina', -58.38, -34.6, 15.5],
  ['Manila', 'Philippines', 120.98, 14.6, 14.7],
  ['Moscow', 'Russia', 37.62, 55.76, 12.7],
  ['Paris', 'France', 2.35, 48.86, 11.2],
  ['Jakarta', 'Indonesia', 106.85, -6.21, 11.2],
  ['Bogotá', 'Colombia', -74.07, 4.71, 11.5],
  ['Lima', 'Peru', -77.04, -12.05, 11.2],
  ['Bangkok', 'Thailand', 100.5, 13.76, 11.1],
  ['Seoul', 'South Korea', 126.98, 37.57, 10],
  ['London', 'United Kingdom', -0.13, 51.51, 9.6],
  ['Tehran', 'Iran', 51.39, 35.69, 9.5],
  ['Luanda', 'Angola', 13.23, -8.84, 9.3],
  ['Santiago', 'Chile', -70.67, -33.45, 6.9],
  ['Madrid', 'Spain', -3.7, 40.42, 6.8],
  ['Riyadh', 'Saudi Arabia', 46.68, 24.71, 7.7],
  ['Nairobi', 'Kenya', 36.82, -1.29, 5.3],
  ['Addis Ababa', 'Ethiopia', 38.75, 9.03, 5.5],
  ['Washington', 'United States', -77.04, 38.91, 5.5],
  ['Ankara', 'Türkiye', 32.86, 39.93, 5.4],
  ['Brasília', 'Brazil', -47.88, -15.79, 4.9],
  ['Berlin', 'Germany', 13.4, 52.52, 3.6],
  ['Accra', 'Ghana', -0.19, 5.6, 2.7],
  ['Ottawa', 'Canada', -75.7, 45.42, 1.4],
  ['Stockholm', 'Sweden', 18.07, 59.33, 1.7],
  ['Canberra', 'Australia', 149.13, -35.28, 0.5],
  ['Wellington', 'New Zealand', 174.78, -41.29, 0.4],
  ['Reykjavík', 'Iceland', -21.94, 64.15, 0.2],
]

/** Some thirty capitals, the largest first. */
export const CAPITALS: readonly Capital[] = CAPITAL_ROWS.map(([name, country, longitude, latitude, people]) => ({
  name,
  country,
  longitude,
  latitude,
  people,
})).sort((a, b) => b.people - a.people)
