/** An account at a bank, as its holder has it on paper. */
export interface BankAccount {
  id: string;
  currency: string;
  name: string;
  holder: string;
  iban: string | null;
  bic: string | null;
  bankName: string;
  bankAddress: string;
  /** CBU or CVU of Argentina. */
  cbu: string | null;
  alias: string | null;
  country: string | null;
  /** Shown where people give. */
  public: boolean;
  closed: boolean;
}
