// Bytes compressed as servers and archives do it, and the archives themselves.
#pragma once

#include <brotli/encode.h>
#include <zdict.h>
#include <zlib.h>
#include <zstd.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace cleancopy::test {

/// `window`: 15 for zlib, 31 for gzip, -15 for neither.
inline std::string deflate_as(int window, std::string_view bytes) {
  z_stream stream{};
  REQUIRE(::deflateInit2(&stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(::deflateBound(&stream, bytes.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return out;
}

inline std::string gzip(std::string_view bytes) { return deflate_as(31, bytes); }
inline std::string zlib(std::string_view bytes) { return deflate_as(15, bytes); }
inline std::string raw_deflate(std::string_view bytes) { return deflate_as(-15, bytes); }

inline std::string brotli(std::string_view bytes) {
  std::size_t size = ::BrotliEncoderMaxCompressedSize(bytes.size()) + 16;
  std::string out(size, '\0');
  REQUIRE(::BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, bytes.size(),
                                  reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                  reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE);
  out.resize(size);
  return out;
}

/// One frame with a checksum.
inline std::string zstd(std::string_view bytes, std::string_view dictionary = {}) {
  ZSTD_CCtx* const context = ::ZSTD_createCCtx();
  ::ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  if (!dictionary.empty()) ::ZSTD_CCtx_loadDictionary(context, dictionary.data(), dictionary.size());
  std::string out(::ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ::ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size());
  ::ZSTD_freeCCtx(context);
  REQUIRE(::ZSTD_isError(size) == 0);
  out.resize(size);
  return out;
}

/// A dictionary learned from samples.
inline std::string zstd_dictionary(const std::vector<std::string>& samples) {
  std::string all;
  std::vector<std::size_t> sizes;
  for (const std::string& sample : samples) {
    all += sample;
    sizes.push_back(sample.size());
  }
  std::string out(4096, '\0');
  const std::size_t size = ::ZDICT_trainFromBuffer(out.data(), out.size(), all.data(), sizes.data(),
                                                   static_cast<unsigned>(sizes.size()));
  REQUIRE(::ZDICT_isError(size) == 0);
  out.resize(size);
  return out;
}

/// The frame that a .warc.zst with a dictionary begins with.
inline std::string dictionary_frame(std::string_view dictionary) {
  std::string frame = "\x5D\x2A\x4D\x18";
  for (int shift = 0; shift < 32; shift += 8) frame += static_cast<char>(dictionary.size() >> shift & 0xFF);
  return frame.append(dictionary);
}

inline std::string chunked(std::string_view body, std::size_t size) {
  std::string out;
  char line[32];
  for (std::size_t at = 0; at < body.size(); at += size) {
    const std::string_view chunk = body.substr(at, size);
    std::snprintf(line, sizeof line, "%zx;x=y\r\n", chunk.size());
    out.append(line).append(chunk).append("\r\n");
  }
  return out + "0\r\n\r\n";
}

inline std::string http(std::string_view fields, std::string_view body,
                        std::string_view status = "HTTP/1.1 200 OK") {
  std::string message(status);
  message.append("\r\n").append(fields);
  return message.append("\r\n").append(body);
}

inline std::string warc(std::string_view type, std::string_view fields, std::string_view block) {
  std::string record = "WARC/1.0\r\nWARC-Type: ";
  record.append(type).append("\r\n").append(fields);
  record += "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n";
  return record.append(block).append("\r\n\r\n");
}

/// A page's response, as crawlers store it.
inline std::string warc_page(std::size_t number, std::string_view html) {
  const std::string n = std::to_string(number);
  return warc(
      "response",
      "WARC-Record-ID: <urn:page:" + n + ">\r\nWARC-Target-URI: http://example.org/" + n +
          "\r\nWARC-Date: 2020-05-06T07:08:09Z\r\nContent-Type: application/http; msgtype=response\r\n",
      http("Content-Type: text/html; charset=utf-8\r\n", html));
}

inline std::string warc_start() {
  return warc("warcinfo", "Content-Type: application/warc-fields\r\n", "software: none\r\n");
}

inline std::string warc_request(std::size_t number) {
  return warc("request", "Content-Type: application/http; msgtype=request\r\n",
              "GET /" + std::to_string(number) + " HTTP/1.1\r\nHost: example.org\r\n\r\n");
}

}  // namespace cleancopy::test
