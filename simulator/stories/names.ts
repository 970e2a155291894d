/** Parts of invented company and people's names; their combinations are unique for more customers than any story has. */
export const PLACES: readonly string[] = [
  'Alkvista', 'Askhult', 'Aspnäs', 'Bergvik', 'Björkåsen', 'Blåsut', 'Brofallet', 'Bäckalund', 'Dalsmo', 'Ekhamra', 'Enåsen', 'Fallvik', 'Flodängen', 'Forsmark',
  'Furubacka', 'Fågelsta', 'Gläntan', 'Granhult', 'Grindsjö', 'Gullringen', 'Gåsholma', 'Hagalid', 'Hallonberga', 'Hassela', 'Hedlunda', 'Holmvik', 'Humlegården',
  'Hällefors', 'Hästhagen', 'Idalund', 'Järnvik', 'Kallbäcken', 'Kastanjen', 'Klockarbo', 'Kornheddinge', 'Kråkvinkel', 'Kvarnsjö', 'Källby', 'Landsjö', 'Lillåsen',
  'Lingonheden', 'Ljungvik', 'Lugnet', 'Lövåker', 'Malmhed', 'Mossebo', 'Myrås', 'Månsbo', 'Nordanå', 'Nyckelvik', 'Näsviken', 'Oxelbo', 'Pilängen', 'Ramshyttan',
  'Ripvik', 'Rosenlund', 'Rönninge', 'Sandhamra', 'Silverbo', 'Sjögläntan', 'Skogvaktar', 'Slättåkra', 'Smedjevik', 'Sollidens', 'Stensvik', 'Storängen', 'Strömsbo',
  'Svanvik', 'Tallåsen', 'Timmervik', 'Tjädern', 'Torsnäs', 'Trollvik', 'Tuvängen', 'Utsikten', 'Vallmon', 'Videgård', 'Vinterhed', 'Vråken', 'Ådalen', 'Åkerbo',
  'Ängsvik', 'Älgmossen', 'Öjersbo', 'Örnvik',
];
export const TRADES: readonly string[] = [
  'Bygg', 'Måleri', 'Rör', 'El', 'Plåt', 'Snickeri', 'Åkeri', 'Bageri', 'Konditori', 'Fisk', 'Slakteri', 'Bryggeri', 'Trädgård', 'Skogsbruk', 'Lantbruk', 'Tandvård',
  'Optik', 'Apotek', 'Vårdcentral', 'Friskvård', 'Förskola', 'Montessori', 'Körskola', 'Redovisning', 'Revision', 'Juristbyrå', 'Arkitekter', 'Konsult', 'Tryckeri',
  'Förlag', 'Bokhandel', 'Radio', 'Teater', 'Museum', 'Hotell', 'Camping', 'Restaurang', 'Kaffe', 'Textil', 'Skor', 'Möbler', 'Glas', 'Keramik', 'Stål', 'Verktyg',
  'Maskin', 'Elektronik', 'Larm', 'Städ', 'Flytt', 'Fastigheter', 'Förvaltning', 'Energi', 'Vind', 'Sol', 'Återvinning', 'Båt', 'Varv', 'Cykel', 'Bil', 'Däck', 'Buss',
  'Taxi', 'Rederi', 'Flyg', 'Ridskola', 'Idrott', 'Simhall', 'Golf', 'Jakt', 'Fiskevård', 'Biodling', 'Mejeri', 'Kvarn', 'Såg', 'Pappers', 'Kem', 'Lab', 'Data', 'Webb',
  'Foto', 'Film', 'Musik', 'Design', 'Reklam', 'Bemanning', 'Utbildning', 'Språk', 'Resor', 'Begravning', 'Blommor', 'Ur', 'Guld', 'Antik', 'Auktion', 'Spel', 'Leksaker',
  'Barnvagnar', 'Golv', 'Tak', 'Fönster', 'Kök', 'Bad', 'Ventilation', 'Kyla', 'Pump', 'Borr', 'Schakt', 'Asfalt', 'Betong', 'Sten', 'Tegel', 'Kalk', 'Mark', 'Mät',
  'Vatten', 'Hamn', 'Sluss', 'Post', 'Bud', 'Lager', 'Pall', 'Emballage', 'Etikett', 'Skylt', 'Ljus', 'Ljud', 'Scen', 'Tält',
];
export const FIRST: readonly string[] = [
  'Maja', 'Lars', 'Amina', 'Erik', 'Sofia', 'Göran', 'Béatrice', 'Nils', 'Farideh', 'Olle', 'Ingegerd', 'Thi', 'Åsa', 'Per-Olof', 'Zeynep', 'Håkan', 'Elsa', 'Mohammed',
  'Birgitta', 'Jörgen', 'Li', 'Örjan', 'Märta', 'Dawit',
];
export const LAST: readonly string[] = [
  'Ek', 'Öberg', 'Karimi', 'Sjö', 'Blind', 'Wång', 'Ståhl', 'Hassan', 'Nordén', 'Nguyễn', 'Lind', 'Holm', 'Kaya', 'Fors', 'Åström', 'Vik', 'Tesfaye', 'Dahl', 'Öhman', 'Berg',
  'Nyman', 'Gran', 'Löf', 'Stark',
];
export const TOWNS: readonly (readonly [postalCode: string, city: string])[] = [
  ['791 30', 'Falun'], ['852 30', 'Sundsvall'], ['972 32', 'Luleå'], ['981 31', 'Kiruna'], ['831 52', 'Östersund'], ['722 11', 'Västerås'], ['503 30', 'Borås'],
  ['352 30', 'Växjö'], ['371 32', 'Karlskrona'], ['591 35', 'Motala'], ['451 30', 'Uddevalla'], ['760 40', 'Väddö'], ['621 55', 'Visby'], ['652 24', 'Karlstad'],
];
export const STREETS: readonly string[] = ['Storgatan', 'Kyrkogatan', 'Hamnvägen', 'Verkstadsgatan', 'Skolgatan', 'Järnvägsgatan', 'Ängsvägen', 'Kvarngatan', 'Sågvägen', 'Torget'];
