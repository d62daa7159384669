import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Preview,
  Section,
  Text,
} from "@react-email/components";
import type { NoticeText } from "@/lib/domain/notice-text";

const INK = "#0f1f24";
const INK_2 = "#46565b";
const LINE = "#d9e0e1";
const FONT = "Geist, -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

const paragraph = { color: INK, fontSize: "16px", lineHeight: "25px", margin: "0 0 12px" };
const small = { color: INK_2, fontSize: "14px", lineHeight: "21px", margin: "0 0 8px" };
const cell = {
  borderBottom: `1px solid ${LINE}`,
  fontSize: "15px",
  padding: "9px 16px 9px 0",
  textAlign: "left",
} as const;

/**
 * The notice as an e-mail: the same words as the page, no image, no tracker, one link.
 *
 * @param action the button: to the notice, or to the state of an appeal.
 */
export function NoticeEmail({
  text,
  memberName,
  platformName,
  caseReference,
  action,
}: {
  text: NoticeText;
  memberName: string;
  platformName: string;
  caseReference: string;
  action: { label: string; href: string };
}) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{`${text.strong} ${text.rest}`.slice(0, 140)}</Preview>
      <Body style={{ backgroundColor: "#ffffff", fontFamily: FONT, margin: 0 }}>
        <Container style={{ maxWidth: "600px", padding: "32px 20px" }}>
          <Text style={{ ...small, marginBottom: "24px" }}>{platformName}</Text>
          <Heading as="h1" style={{ color: INK, fontSize: "26px", lineHeight: "32px", margin: "0 0 14px" }}>
            {text.title}
          </Heading>
          <Text style={paragraph}>Hello {memberName},</Text>
          <Text style={paragraph}>
            <strong>{text.strong}</strong> {text.rest}
          </Text>
          <Heading as="h2" style={{ color: INK, fontSize: "18px", margin: "28px 0 6px" }}>
            What you can do now
          </Heading>
          <table
            width="100%"
            cellPadding={0}
            cellSpacing={0}
            style={{ borderCollapse: "collapse", color: INK }}
          >
            <thead>
              <tr>
                {["Where", "Start a conversation", "Reply"].map((head) => (
                  <th key={head} style={{ ...cell, color: INK_2, fontWeight: 400, fontSize: "13px" }}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {text.rows.map((row) => (
                <tr key={row.channel}>
                  <td style={{ ...cell, fontWeight: 500 }}>{row.label}</td>
                  <td style={cell}>{row.start.text}</td>
                  <td style={cell}>{row.reply.text}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {text.rowsNote ? <Text style={{ ...small, marginTop: "8px" }}>{text.rowsNote}</Text> : null}
          {text.why.length > 0 || text.origin ? (
            <Section style={{ marginTop: "20px" }}>
              <Heading as="h2" style={{ color: INK, fontSize: "18px", margin: "0 0 6px" }}>
                Why
              </Heading>
              {[...text.why, ...(text.origin ? [text.origin] : [])].map((line) => (
                <Text key={line} style={paragraph}>
                  {line}
                </Text>
              ))}
            </Section>
          ) : null}
          {text.ends.map((line) => (
            <Text key={line} style={paragraph}>
              {line}
            </Text>
          ))}
          <Button
            href={action.href}
            style={{
              backgroundColor: "#0f6383",
              borderRadius: "6px",
              color: "#ffffff",
              fontSize: "16px",
              fontWeight: 500,
              margin: "12px 0 16px",
              padding: "12px 22px",
            }}
          >
            {action.label}
          </Button>
          {text.appeal ? (
            <Text style={small}>
              {text.appeal.text} {text.appeal.until}
            </Text>
          ) : null}
          <Hr style={{ borderColor: LINE, margin: "24px 0 12px" }} />
          <Text style={small}>
            Case {caseReference}. The link above opens your notice without a password: do not pass this e-mail
            on.
          </Text>
        </Container>
      </Body>
    </Html>
  );
}
