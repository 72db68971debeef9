/**
 * Words of the sample campaign, written for it from facts that the first users made public; each figure carries the
 * source and period they give. Invented people are codes, invented cases carry the word "ejemplo".
 */
import type { Locale } from '$lib/contracts/locales';

interface SampleText {
  title: string;
  summary: string;
  statement: string;
  fundText: string;
  consent: string;
}

const es: SampleText = {
  title: 'Basta de perseguir a quienes protestan',
  summary:
    'Pedimos la libertad de las personas presas por luchar y el cierre de las causas contra organizaciones populares en la Argentina.',
  statement: `## Qué pedimos

Firmá con nosotras y nosotros para exigir:

- la libertad de las presas y los presos políticos;
- el cierre de los procesos abiertos por protestar;
- el fin de la persecución al movimiento piquetero, a los sindicatos y a las organizaciones populares.

Las firmas acompañan también un pronunciamiento dirigido a la Cámara Federal de Apelaciones.

## Qué está pasando

En la Argentina se abren causas por "sedición" y "terrorismo" contra personas que se manifestaron frente al Congreso cuando se trataba la Ley Bases. Se allanaron comedores y centros comunitarios en la Ciudad y en la Provincia de Buenos Aires y en Neuquén, y también la sede del Partido Obrero. Ese allanamiento fue denunciado ante la Corte Interamericana de Derechos Humanos, con el respaldo de todos los bloques de la oposición.

## Las cifras, con su fuente

- 665 personas heridas en protestas en seis meses, en Buenos Aires. Fuente: CELS.
- 80 detenciones arbitrarias en Buenos Aires, Córdoba y Rosario, según el mismo informe. Fuente: CELS.
- 47 periodistas heridos. Las fuentes no coinciden: un llamamiento los ubica en una sola manifestación, la del 20 de diciembre; la página de la petición los toma del informe sobre las tres ciudades.
- Más de 700 vehículos de transporte público retenidos en la manifestación del 20 de diciembre. Fuente: el llamamiento de la campaña.
- 33 personas detenidas alrededor del Congreso en la protesta contra la Ley Bases; 2 seguían presas cuando se escribió el llamamiento. Fuente: el llamamiento de la campaña.

## Contra quiénes

Entre las organizaciones allanadas o perseguidas están el Polo Obrero, el Partido Obrero, el MTR Histórico, Barrios de Pie, el MTD Aníbal Verón, la CCC y Libres del Sur; entre los sindicatos a los que se les reprimieron protestas o asambleas, el SUTNA y ATE. Fueron citados a declarar Eduardo "Chiquito" Belliboni, que además recibió amenazas de muerte, Jeremías Cantero e Isolda "Tango" Dotti. La diputada Vanina Biasi enfrenta una acción judicial por publicaciones en una red social.

## La causa contra el Polo Obrero

El 24 de septiembre de 2024 la defensa expuso en Comodoro Py su apelación contra los procesamientos, con un acto de apoyo en la puerta. En octubre, la Sala 1 de la Cámara Federal revocó el primer rechazo del juez Casanello a un peritaje de las cámaras de la sede.`,
  fundText:
    'El fondo paga los gastos legales de activistas procesadas y procesados que no pueden afrontarlos. Podés transferir desde cualquier país. Cada ingreso se asienta y el total se publica.',
  consent:
    'Guardamos tu nombre y tu correo cifrados, para contar la firma una sola vez y escribirte por esta petición. Solo se muestra lo que elijas mostrar. Podés retirar tu firma cuando quieras desde el enlace de cualquier correo nuestro.',
};

const en: SampleText = {
  title: 'Stop persecuting those who protest',
  summary:
    'We ask for the freedom of people jailed for protesting and the closing of the cases against popular organisations in Argentina.',
  statement: `## What we ask

Sign with us to demand:

- freedom for political prisoners;
- the closing of the prosecutions opened for protesting;
- an end to the persecution of the piquetero movement, the unions and the popular organisations.

The signatures also go with a pronouncement addressed to the Federal Court of Appeals.

## What is happening

In Argentina, charges of "sedition" and "terrorism" are brought against people who demonstrated outside Congress while the Bases Law was debated. Soup kitchens and community centres have been raided in the City and Province of Buenos Aires and in Neuquén, and so have the headquarters of the Partido Obrero. That raid was reported to the Inter-American Court of Human Rights, with the support of every opposition bloc.

## The figures, with their source

- 665 people injured in protests within six months, in Buenos Aires. Source: CELS.
- 80 arbitrary detentions in Buenos Aires, Córdoba and Rosario, in the same report. Source: CELS.
- 47 journalists injured. The sources differ: one appeal places them in a single demonstration, on 20 December; the petition page takes them from the report on the three cities.
- More than 700 public transport vehicles held at the demonstration of 20 December. Source: the campaign's appeal.
- 33 people arrested around Congress at the protest against the Bases Law; 2 were still in custody when the appeal was written. Source: the campaign's appeal.

## Against whom

Among the organisations raided or persecuted are Polo Obrero, Partido Obrero, MTR Histórico, Barrios de Pie, MTD Aníbal Verón, CCC and Libres del Sur; among the unions whose protests or assemblies were suppressed, SUTNA (tyre workers) and ATE (state workers). Eduardo "Chiquito" Belliboni, who also received death threats, Jeremías Cantero and Isolda "Tango" Dotti were summoned. Vanina Biasi, a member of parliament, faces legal action over posts on a social network.

## The case against Polo Obrero

On 24 September 2024 the defence set out its appeal against the indictments at the Comodoro Py courthouse, with a rally of support at the door. In October, Chamber 1 of the Federal Court of Appeals revoked Judge Casanello's first refusal of an expert examination of the cameras at the headquarters.`,
  fundText:
    'The fund pays the legal costs of prosecuted activists who cannot afford them. You can send money from any country. Every gift is booked and the total is published.',
  consent:
    'We keep your name and e-mail encrypted, to count the signature once and to write to you about this petition. Only what you choose to show is shown. You can withdraw your signature at any time from the link in any of our mails.',
};

export const SAMPLE_TEXTS: Readonly<Record<Locale, SampleText>> = { es, en };
