#include <cerrno>
#include <utility>

#include "io/decompress.h"
#include "io/http_message.h"
#include "io/sidecar.h"
#include "io/source.h"
#include "io/warc_record.h"
#include "text/json.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMaxFileBytes = std::size_t{64} << 20;  // far above what the Cleaner accepts

// Numbers are ids too, and stay as they are written.
std::string id_in(const Json& record) {
  const auto id = record.member(0, "id");
  if (!id) return {};
  const JsonNode& node = record.nodes()[*id];
  return node.type == JsonType::string || node.type == JsonType::number ? node.text : std::string();
}

Input read_record(const Entry& entry) {
  Input input;
  const auto parsed = Json::parse(entry.line);
  if (!parsed) {
    const SyntaxError& error = parsed.error();
    const std::string byte = error.offset == 0 ? "" : ", byte " + std::to_string(error.offset + 1);
    input.refusal = "line " + std::to_string(entry.line_number) + byte + ": " + error.what;
    return input;
  }
  const Json& record = parsed.value();
  const std::string line = "line " + std::to_string(entry.line_number) + ": ";
  if (record.nodes()[0].type != JsonType::object) {
    input.refusal = line + "not a JSON object";
    return input;
  }
  const auto value = [&](std::string_view key) { return std::string(record.string(0, key).value_or("")); };
  input.page.id = id_in(record);
  input.page.url = value("url");
  input.page.content_type = value("content_type");
  input.page.crawled = value("crawled");
  const bool is_html = record.string(0, "html").has_value();
  input.page.format = is_html ? Format::html : Format::text;
  input.page.bytes = value(is_html ? "html" : "text");
  if (!is_html && !record.string(0, "text"))
    input.refusal = line + "neither \"html\" nor \"text\" is a string";
  return input;
}

// A file that is one page.
Input read_whole(const Entry& entry) {
  Input input;
  input.page.id = entry.id;
  input.page.format = entry.form == InputForm::text ? Format::text : Format::html;
  auto bytes = read_file(entry.file, kMaxFileBytes);
  if (!bytes) {
    input.refusal = bytes.error().error.what;
    return input;
  }
  const Compression how = compression_of(bytes.value(), compression_by_name(entry.file));
  if (how == Compression::none) {
    input.page.bytes = std::move(bytes.value());
    return input;
  }
  Unpacked unpacked = decompress(bytes.value(), how, kMaxFileBytes);
  if (unpacked.outcome == Unpacked::Outcome::large) input.refusal = "larger than 64 MiB once decompressed";
  if (unpacked.outcome == Unpacked::Outcome::cut) input.refusal = "compressed, and cut short";
  if (unpacked.outcome == Unpacked::Outcome::broken) input.refusal = "compressed, and broken";
  input.page.bytes = std::move(unpacked.bytes);
  return input;
}

// What the file beside the page tells of it. The page itself is read whatever that file holds.
void read_sidecar(const Entry& entry, Input& input) {
  const auto bytes = read_regular_file(sidecar_of(entry.file), kMaxSidecarBytes);
  if (!bytes) {
    const IoError& error = bytes.error();
    const bool is_none = error.number == ENOENT || error.number == ENAMETOOLONG;
    if (!is_none) input.remark = "its sidecar is passed over: " + error.error.what;
    return;
  }
  const auto sidecar = parse_sidecar(bytes.value());
  if (!sidecar) {
    input.remark = "its sidecar is passed over: " + sidecar.error();
    return;
  }
  input.page.url = sidecar.value().url;
  input.page.crawled = sidecar.value().fetched;
  const auto head = parse_http_head(sidecar.value().head);
  if (!head) return;
  input.page.content_type = head->fields.value("Content-Type");
  input.page.format = page_format(input.page.content_type).value_or(input.page.format);
}

}  // namespace

Input read_page(const Entry& entry) {
  Input input;
  if (!entry.refusal.empty()) {
    input.page.id = entry.line_number == 0 ? entry.id : "";
    input.refusal = entry.refusal;
    return input;
  }
  if (entry.line_number == 0) {
    input = read_whole(entry);
    if (entry.file != "-") read_sidecar(entry, input);
  } else {
    input = entry.form == InputForm::warc ? read_warc_record(entry.line) : read_record(entry);
  }
  // The folder is named after the host that was asked, a sidecar knows which one answered.
  const bool is_told = entry.line_number == 0 && !input.page.url.empty();
  input.page.site = entry.site.empty() && !is_told ? entry.folder_host : entry.site;
  return input;
}

}  // namespace cleancopy
