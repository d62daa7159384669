/** Something the machine lacks, said in one sentence with what to do; printed without a stack. */
export class Unmet extends Error {
  override readonly name = "Unmet";
}
