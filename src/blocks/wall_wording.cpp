#include "blocks/wall_wording.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "blocks/wording.h"
#include "text/literals.h"
#include "text/unicode.h"
#include "text/word_table.h"

namespace cleancopy {
namespace {

using Phrases = std::span<const std::string_view>;

constexpr std::size_t kLongestSiteName = 5;  // words beside the error in a title
constexpr std::size_t kLongestTitle = 400;   // bytes
constexpr std::size_t kWordsAround = 4;  // of the phrase in its part of the title: "Sorry, … anywhere here"

// Said by titles: lower case, without punctuation.
constexpr std::string_view kNotFound[] = {
    "page not found", "page cannot be found", "page can't be found", "page could not be found",
    "page was not found", "page wasn't found", "page isn't available", "page is not available",
    "page unavailable", "page no longer exists", "page does not exist", "page doesn't exist",
    "couldn't find that page", "can't find that page", "can't find this page", "file not found",
    "article not found", "content not found", "page you requested", "page you are looking for",
    "page you were looking for", "page you're looking for", "page has gone", "seite nicht gefunden",
    "seite wurde nicht gefunden", "seite konnte nicht gefunden werden", "seite existiert nicht",
    "seite ist nicht verfügbar", "artikel nicht gefunden", "page non trouvée", "page introuvable",
    "page n'existe pas", "page n'a pas été trouvée", "contenu introuvable", "article introuvable",
    "página no encontrada", "página no existe", "no se ha encontrado la página", "no encontramos la página",
    "página não encontrada", "página não existe", "conteúdo não encontrado", "pagina non trovata",
    "pagina inesistente", "pagina non esiste", "pàgina no trobada", "pagina niet gevonden",
    "pagina bestaat niet", "pagina kan niet worden gevonden", "sidan hittades inte",
    "sidan kunde inte hittas", "sidan finns inte", "hittar inte sidan", "siden blev ikke fundet",
    "siden findes ikke", "siden kunne ikke findes", "siden ble ikke funnet", "siden finnes ikke",
    "fant ikke siden", "finner ikke siden", "sivua ei löytynyt", "sivua ei löydy", "strona nie znaleziona",
    "nie znaleziono strony", "strona nie istnieje", "strona nie została znaleziona", "stránka nenalezena",
    "stránka nebyla nalezena", "stránka neexistuje", "stránka sa nenašla", "oldal nem található",
    "pagina nu a fost găsită", "pagina nu există", "stranica nije pronađena", "stran ni bila najdena",
    "sayfa bulunamadı", "страница не найдена", "страница не существует", "сторінку не знайдено",
    "сторінка не знайдена", "страницата не е намерена", "страницата не е открита", "σελίδα δεν βρέθηκε",
    "halaman tidak ditemukan", "không tìm thấy trang", "ページが見つかりません", "ページは見つかりません",
    "ページは存在しません", "页面不存在", "找不到页面", "页面未找到", "找不到网页", "頁面不存在",
    "找不到頁面", "找不到網頁", "페이지를 찾을 수 없습니다", "الصفحة غير موجودة",
    "الصفحة المطلوبة غير موجودة", "הדף לא נמצא",
};

// Titles that say only this, with or without the number.
constexpr std::string_view kWholly[] = {
    "not found", "gone", "forbidden", "access denied", "bad gateway", "service unavailable",
    "internal server error", "server error", "gateway timeout", "service temporarily unavailable",
    "nicht gefunden", "introuvable", "no encontrado", "no encontrada", "não encontrado", "non trovato",
    "niet gevonden", "ikke fundet", "ikke funnet", "nie znaleziono", "nenalezeno", "не найдено",
};

constexpr std::string_view kErrorWords[] = {
    "error", "fehler", "erreur", "erro", "errore", "fout", "fel", "fejl", "feil", "virhe", "błąd", "chyba",
    "hiba", "eroare", "hata", "greška", "ошибка", "помилка", "грешка", "σφάλμα", "エラー", "http", "status",
    "code",
};
constexpr std::string_view kErrorNumbers[] = {
    "400", "401", "403", "404", "410", "451", "500", "502", "503", "504",
};
constexpr std::string_view kSighs[] = {
    "oops", "ups", "whoops", "sorry", "oh", "leider", "désolé", "hoppla",
};

constexpr std::string_view kSaysNotFound[] = {
    "page you are looking for", "page you were looking for", "page you're looking for", "page you requested",
    "page you have requested", "page has been moved or", "page may have been moved",
    "page may have been removed", "page does not exist", "page doesn't exist", "page could not be found",
    "page cannot be found", "page can't be found", "couldn't find the page", "can't find the page",
    "seite wurde nicht gefunden", "seite konnte nicht gefunden", "gesuchte seite", "gewünschte seite",
    "seite existiert nicht", "page que vous cherchez", "page que vous recherchez", "page demandée",
    "página que buscas", "página que busca", "página que está buscando", "página solicitada",
    "página que você procura", "página que procura", "pagina che stai cercando", "pagina che cercavi",
    "pagina richiesta", "pagina die je zoekt", "pagina die u zoekt", "sidan du letar efter", "sidan du söker",
    "siden du leder efter", "siden du leter etter", "sivua jota etsit", "strona, której szukasz",
    "stránka, kterou hledáte", "keresett oldal", "aradığınız sayfa", "запрашиваемая страница",
    "запрошенная страница", "お探しのページ", "您访问的页面", "요청하신 페이지",
};

constexpr std::string_view kBotTitles[] = {
    "just a moment", "attention required! | cloudflare", "are you a robot", "pardon our interruption",
    "robot check", "human verification", "verify you are human", "checking your browser", "ddos-guard",
    "access to this page has been denied", "please wait... | cloudflare", "einen moment", "un instant",
    "un momento", "bot verification", "security check", "captcha",
};
constexpr std::string_view kAsksForHuman[] = {
    "checking your browser", "checking if the site connection is secure", "enable javascript and cookies",
    "verify you are human", "verify that you are human", "verifying you are human", "verify you're human",
    "you are not a robot", "you're not a robot", "i'm not a robot", "you are a human", "unusual traffic",
    "solve the captcha", "solving the captcha", "complete the captcha", "completing the captcha",
    "complete the security check", "why have i been blocked", "why do i have to complete a captcha",
    "performance & security by cloudflare", "incapsula incident", "ddos protection by", "automated access to",
    "you are using a bot", "think you were a bot", "think that you are a bot",
    "needs to review the security of your connection", "you have been blocked", "dass sie kein roboter sind",
    "dass du kein roboter bist", "vous n'êtes pas un robot", "no eres un robot", "non sei un robot",
    "não é um robô", "geen robot bent", "не робот",
};

constexpr std::string_view kConsent[] = {
    "we and our partners", "we and our", "our partners", "your consent", "you consent", "your choices",
    "your privacy", "we value your", "we use cookies", "we store", "personal data", "accept all",
    "manage options", "manage preferences", "cookie settings", "withdraw", "legitimate interest",
    "personalised ads", "personalized ads", "cookie policy", "privacy policy",
    "access information on a device", "wir und unsere", "unsere partner", "ihre einwilligung",
    "deine einwilligung", "ihre zustimmung", "sie stimmen", "wir verwenden cookies", "wir nutzen cookies",
    "personenbezogene daten", "datenschutzerklärung", "alle akzeptieren", "mit werbung",
    "werbung und tracking", "pur-abo", "widerrufen", "nous et nos", "nos partenaires", "votre consentement",
    "vos choix", "données personnelles", "nous utilisons des cookies", "tout accepter",
    "politique de confidentialité", "retirer", "nosotros y nuestros", "nuestros socios", "tu consentimiento",
    "su consentimiento", "datos personales", "utilizamos cookies", "política de cookies", "aceptar todo",
    "nós e os nossos", "nossos parceiros", "dados pessoais", "noi e i nostri", "nostri partner",
    "il tuo consenso", "dati personali", "utilizziamo i cookie", "cookie policy", "wij en onze",
    "onze partners", "persoonsgegevens", "toestemming", "vi och våra", "personuppgifter", "samtycke",
    "vi og vores", "samtykke", "my i nasi", "nasi partnerzy", "zaufani partnerzy", "danych osobowych",
    "twoja zgoda", "zgodę", "my a naši", "osobních údajů", "souhlas",
};
constexpr std::string_view kAccept[] = {
    "accept", "accept all", "accept all cookies", "accept cookies", "accept and continue",
    "accept & continue", "agree", "i agree", "agree and continue", "i accept", "reject all", "allow all",
    "got it", "manage options", "manage settings", "alle akzeptieren", "akzeptieren", "zustimmen",
    "einverstanden", "akzeptieren und weiter", "zustimmen und weiter", "alle ablehnen", "einstellungen",
    "tout accepter", "accepter", "j'accepte", "accepter et continuer", "accepter & fermer", "tout refuser",
    "continuer sans accepter", "aceptar", "aceptar todo", "aceptar y continuar", "rechazar", "aceitar",
    "aceitar todos", "accetta", "accetta tutto", "accetta e continua", "rifiuta", "akkoord",
    "alles accepteren", "accepteren", "godkänn alla", "godkänn", "acceptera", "accepter alle", "godta alle",
    "godta", "hyväksy kaikki", "hyväksy", "akceptuję", "przejdź do serwisu", "zgadzam się", "souhlasím",
    "přijmout vše", "elfogadom", "kabul et", "принять",
};
constexpr std::string_view kLogin[] = {
    "subscribe to continue", "subscribe to read", "log in to continue", "log in to read",
    "sign in to continue", "sign in to read", "login to continue", "already a subscriber",
    "already have an account", "register to continue", "register to read", "create a free account",
    "this content is for subscribers", "this article is for subscribers", "is available to subscribers",
    "to keep reading", "unlock this article", "jetzt weiterlesen", "bereits abonnent", "melden sie sich an",
    "um weiterzulesen", "réservé aux abonnés", "réservé à nos abonnés", "déjà abonné", "connectez-vous pour",
    "contenido exclusivo para suscriptores", "ya eres suscriptor", "inicia sesión para", "suscríbete para",
    "exclusivo para assinantes", "já é assinante", "riservato agli abbonati", "sei già abbonato",
    "al abonnee", "log in om verder", "logga in för att", "redan prenumerant", "log ind for at",
    "logg inn for å", "zaloguj się, aby", "dla prenumeratorów",
};

/// Phrases to be found anywhere in a text, all at once.
LiteralSet any_of(Phrases phrases) { return LiteralSet({phrases.begin(), phrases.end()}); }

bool is_any(std::string_view text, Phrases phrases) {
  return std::find(phrases.begin(), phrases.end(), text) != phrases.end();
}

std::vector<std::string_view> words_in(std::string_view text) {
  std::vector<std::string_view> words;
  const auto is_between = [](char c) {
    return static_cast<unsigned char>(c) < 0x80 && c != '\'' && !(c >= 'a' && c <= 'z') &&
           !(c >= '0' && c <= '9');
  };
  for (std::size_t i = 0; i < text.size();) {
    if (is_between(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && !is_between(text[end])) ++end;
    words.push_back(text.substr(i, end - i));
    i = end;
  }
  return words;
}

/// "404 | Gazette" → "404", "gazette". A hyphen inside a word is none.
std::vector<std::string_view> parts_of(std::string_view title) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < title.size(); ++i) {
    const char c = title[i];
    const bool is_spaced = i > 0 && title[i - 1] == ' ' && i + 1 < title.size() && title[i + 1] == ' ';
    const bool separates = c == '|' || c == ':' || (is_spaced && (c == '-' || c == '/'));
    if (!separates) continue;
    parts.push_back(title.substr(begin, i - begin));
    begin = i + 1;
  }
  parts.push_back(title.substr(begin));
  return parts;
}

/// Is it "404", "Error 404", "404 not found", "Oops! Sorry, that page was not found"?
bool is_error_part(std::string_view part) {
  std::string rest;
  std::size_t words = 0;
  bool has_number = false, has_error = false, has_other = false;
  for (const std::string_view word : words_in(part)) {
    if (is_any(word, kErrorNumbers)) {
      has_number = true;
      continue;
    }
    if (is_any(word, kErrorWords)) {
      has_error = true;
      continue;
    }
    if (is_any(word, kSighs)) continue;
    rest.append(rest.empty() ? "" : " ").append(word);
    has_other = true;
    ++words;
  }
  if (!has_other) return has_number && (has_error || part.find("404") != std::string_view::npos);
  if (is_any(rest, kWholly)) return true;
  return std::any_of(std::begin(kNotFound), std::end(kNotFound), [&](std::string_view phrase) {
    return rest.find(phrase) != std::string::npos && words <= words_in(phrase).size() + kWordsAround;
  });
}

}  // namespace

bool is_error_title(std::string_view title) {
  if (title.size() > kLongestTitle) return false;
  const std::string folded = fold_case(title);
  const std::vector<std::string_view> parts = parts_of(folded);
  std::size_t words_beside = 0;
  bool found = false;
  for (const std::string_view part : parts) {
    if (is_error_part(part)) found = true;
    else words_beside += words_in(part).size();
  }
  return found && words_beside <= kLongestSiteName;
}

bool says_not_found(std::string_view text) {
  static const LiteralSet phrases = any_of(kSaysNotFound);
  return !phrases.find(text).empty();
}

bool is_bot_title(std::string_view title) {
  return std::any_of(std::begin(kBotTitles), std::end(kBotTitles), [&](std::string_view phrase) {
    return title.starts_with(phrase) && words_in(title).size() <= words_in(phrase).size() + 2;
  });
}

bool asks_for_human(std::string_view text) {
  static const LiteralSet phrases = any_of(kAsksForHuman);
  return !phrases.find(text).empty();
}

std::size_t count_consent(std::string_view text) {
  static const LiteralSet phrases = any_of(kConsent);
  return phrases.find(text).size();
}

bool is_accept_button(std::string_view text) {
  static const WordTable words = [] {
    WordTable all(std::size(kAccept));
    for (const std::string_view word : kAccept) all[word] = 1;
    return all;
  }();
  return words.find(text) != 0;
}

bool asks_for_login(std::string_view text) {
  static const LiteralSet phrases = any_of(kLogin);
  return !phrases.find(text).empty();
}

}  // namespace cleancopy
