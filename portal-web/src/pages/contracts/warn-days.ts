/** From here on a contract that ends is worth a warning. */
export const WARN_DAYS = 60;
