/** Remainder by 97 of letters and digits, as ISO 7064 reads them: A is 10, Z is 35. Account numbers and references use it. */
export const mod97 = (signs: string): number =>
  [...signs].reduce((rest, sign) => Number(`${rest}${Number.parseInt(sign, 36)}`) % 97, 0);
